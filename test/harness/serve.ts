import {createReadStream} from "node:fs";
import {readFile, stat} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, normalize} from "node:path";

/** A running server of static files. */
export interface StaticServer {
  /** The address of the site's root, which ends in a slash. */
  url: string;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm"
};

/**
 * Returns a promise to a server of a folder, as a plain static host would serve it: below a base
 * path, `page` for `page.html`, a folder by its `index.html`, everything else 404; it hands out
 * files and takes nothing.
 *
 * @param base starts and ends in a slash; defaults to a path of two folders
 * @param alter what is handed out in the place of a page's text
 */
export async function serve(
  folder: string,
  base = "/some/base/",
  alter?: (html: string) => string
): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, {Allow: "GET, HEAD"}).end("read only");
      return;
    }
    const {pathname} = new URL(request.url ?? "/", "http://localhost");
    const name = normalize(decodeURIComponent(pathname)).replaceAll("\\", "/");
    const file = name.startsWith(base)
      ? await findFile(folder, name.slice(base.length))
      : undefined;
    if (file === undefined) {
      response.writeHead(404).end("not found");
      return;
    }
    response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (alter !== undefined && extname(file) === ".html")
      response.end(alter(await readFile(file, "utf8")));
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve, reject) =>
        server.close((error) => (error === undefined ? resolve() : reject(error)))
      );
    }
  };
}

async function findFile(folder: string, name: string): Promise<string | undefined> {
  const path = join(folder, name);
  for (const candidate of [path, `${path}.html`, join(path, "index.html")]) {
    const isFile = await stat(candidate).then(
      (entry) => entry.isFile(),
      () => false
    );
    if (isFile) return candidate;
  }
  return undefined;
}
