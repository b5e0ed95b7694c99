import {readFile, readdir} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, sep} from "node:path";
import {gzipSync} from "node:zlib";

/** What a file is to the reader who waits for it. */
export type Kind = "page" | "script" | "style" | "kernel" | "model" | "picture";

/** A file that was sent. */
export interface Sent {
  path: string;
  kind: Kind;
  /** As it was sent: compressed, where that makes it smaller. */
  bytes: number;
  /** When it was asked for, in milliseconds since 1970, with their fractions. */
  time: number;
}

/** A server that remembers what it sends. */
export interface SiteServer {
  url: string;
  /** Everything sent since it was last emptied, in order. */
  sent: Sent[];
  close(): Promise<void>;
}

const types: Record<string, [type: string, kind: Kind]> = {
  ".html": ["text/html; charset=utf-8", "page"],
  ".js": ["text/javascript; charset=utf-8", "script"],
  ".css": ["text/css; charset=utf-8", "style"],
  ".wasm": ["application/wasm", "kernel"],
  ".json": ["application/json", "model"],
  ".bin": ["application/octet-stream", "model"],
  ".png": ["image/png", "picture"],
  ".svg": ["image/svg+xml", "picture"]
};

interface Prepared {
  type: string;
  kind: Kind;
  content: Buffer;
  isCompressed: boolean;
}

/** Options for serveSite. */
interface SiteServerOptions {
  /** Whether it compresses what becomes smaller by it, as static hosts do. */
  compress: boolean;
}

/** Returns a promise to a server of a folder over HTTP/1.1, which has read everything before it answers. */
export async function serveSite(
  folder: string,
  {compress}: SiteServerOptions
): Promise<SiteServer> {
  const files = await prepare(folder, compress);
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    const time = performance.timeOrigin + performance.now();
    const {pathname} = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(pathname).replace(/^\//, "");
    const file = files.get(path === "" ? "index.html" : path);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const {type, kind, content, isCompressed} = file;
    sent.push({path, kind, bytes: content.length, time});
    response.setHeader("Content-Type", type);
    if (isCompressed) response.setHeader("Content-Encoding", "gzip");
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    sent,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    }
  };
}

async function prepare(folder: string, compress: boolean): Promise<Map<string, Prepared>> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const prepared = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, Prepared]> => {
      const file = join(entry.parentPath, entry.name);
      const plain = await readFile(file);
      const compressed = compress ? gzipSync(plain, {level: 9}) : plain;
      const isCompressed = compressed.length < plain.length;
      const [type, kind] = types[extname(file)] ?? types[".bin"];
      const path = file.slice(folder.length + 1).replaceAll(sep, "/");
      return [path, {type, kind, content: isCompressed ? compressed : plain, isCompressed}];
    });
  return new Map(await Promise.all(prepared));
}
