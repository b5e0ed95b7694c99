import {readFile, readdir} from "node:fs/promises";
import {existsSync} from "node:fs";
import {dirname, extname, join, normalize, relative, sep} from "node:path";
import {init, parse} from "es-module-lexer";

/** An import as written, and whether it is only made when asked for. */
interface Import {
  specifier: string;
  dynamic: boolean;
}

/**
 * Returns what is wrong with a built site, one sentence each; none if it may be published.
 * Framework's build succeeds with cells that do not parse and packages that it cannot find, so
 * this looks for what it wrote in their place, for files that are missing, and for anything that
 * a browser would fetch from another host.
 *
 * @param dist the folder of the built site
 */
export async function siteFaults(dist: string): Promise<string[]> {
  await init;
  const paths = (await readdir(dist, {recursive: true, withFileTypes: true}))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .toSorted();
  const faults = await Promise.all(
    paths.map(async (path) => {
      const check = checks[extname(path)];
      return check === undefined ? [] : check(await readFile(join(dist, path), "utf8"), path, dist);
    })
  );
  return faults.flat();
}

type Check = (text: string, path: string, dist: string) => string[];
const checks: Record<string, Check> = {
  ".html": pageFaults,
  ".js": moduleFaults,
  ".css": styleFaults
};

function pageFaults(html: string, path: string, dist: string): string[] {
  const faults: string[] = [];
  for (const [, message] of html.matchAll(/observablehq--error"[^>]*>([^<]*)/g)) {
    faults.push(`${path}: a cell does not parse: ${decode(message!)}`);
  }
  for (const [, script] of html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)) {
    faults.push(...moduleFaults(script!, path, dist));
    for (const [, file] of script!.matchAll(/^registerFile\(.*?"path":"([^"]*)"/gm)) {
      faults.push(...fileFaults(file!, path, dist));
    }
  }
  const elements = html.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, (script) =>
    script.slice(0, script.indexOf(">") + 1)
  );
  for (const [, tag, attributes] of elements.matchAll(/<([a-z]+)\b([^>]*)>/g)) {
    for (const [, , name, value] of attributes!.matchAll(
      /(^|\s)(href|src|poster|data)="([^"]*)"/g
    )) {
      const fetched = !(tag === "a" && name === "href");
      faults.push(...addressFaults(decode(value!), path, dist, fetched));
    }
  }
  return faults;
}

function moduleFaults(script: string, path: string, dist: string): string[] {
  return imports(script).flatMap(({specifier, dynamic}) => {
    if (/^(https?:)?\/\//.test(specifier))
      return [`${path}: imports from another host: ${specifier}`];
    if (!/^\.{0,2}\//.test(specifier)) {
      return [
        `${path}: unresolved import: ${specifier}; is the package installed, the name right?`
      ];
    }
    // Framework's own client imports its optional libraries from where no page has put them.
    if (dynamic && path.startsWith("_observablehq/")) return [];
    return fileFaults(specifier, path, dist);
  });
}

function imports(script: string): Import[] {
  return parse(script)[0].flatMap((entry) =>
    entry.type === "import-meta" || entry.specifier === undefined
      ? []
      : [{specifier: entry.specifier, dynamic: entry.type === "dynamic"}]
  );
}

function styleFaults(css: string, path: string, dist: string): string[] {
  const urls = [...css.matchAll(/url\(\s*["']?([^"')]*)|@import\s*["']([^"']*)/g)];
  return urls.flatMap(([, url, sheet]) => addressFaults((url ?? sheet)!, path, dist, true));
}

function addressFaults(address: string, path: string, dist: string, fetched: boolean): string[] {
  if (/^(https?:)?\/\//.test(address)) {
    return fetched ? [`${path}: would be fetched from another host: ${address}`] : [];
  }
  if (address === "" || /^(#|[a-z]+:)/.test(address)) return [];
  return fileFaults(address, path, dist);
}

function fileFaults(address: string, path: string, dist: string): string[] {
  if (address.startsWith("/")) {
    return [`${path}: address breaks under a base path, make it relative: ${address}`];
  }
  const name = decodeURI(address.replace(/[?#].*$/, ""));
  const file = normalize(join(dist, dirname(path), name));
  const found = [file, `${file}.html`, join(file, "index.html")].some(
    (candidate) => extname(candidate) !== "" && existsSync(candidate)
  );
  return found ? [] : [`${path}: missing file: ${address}`];
}

function decode(html: string): string {
  const entities: Record<string, string> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
    "#39": "'"
  };
  return html.replaceAll(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity);
}
