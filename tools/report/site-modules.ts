import {readFile} from "node:fs/promises";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {init, parse} from "es-module-lexer";
import {isInline} from "../site/inline-files.js";
import {resolveOnSite} from "../site/addresses.js";

/** What the name of a module of the site begins with in a report: a bare name, for import maps. */
export const MODULE = "site/";

/** What a report has in the place of files and modules that the site never had. */
export const MISSING = "report:missing";

/** Scripts with their imports as a report has them, and what they need. */
export interface Rewritten {
  code: string;
  /** The modules that it imports, at once or later, by their paths in the site. */
  imports: string[];
  /** The workers that it starts. */
  workers: string[];
  /** The files that it names by itself. */
  files: string[];
}

/**
 * Returns a promise to a script of the built site as it works in one file: imports by the names of
 * an import map, workers and files by functions of the report (see browser/start.ts).
 *
 * @param path where it stands in the site, of a page or a module
 */
export async function rewriteModule(dist: string, path: string, code: string): Promise<Rewritten> {
  await init;
  const found: Rewritten = {code: "", imports: [], workers: [], files: []};
  const exists = (target: string) => existsSync(join(dist, target));
  let at = 0;
  for (const entry of parse(code)[0]) {
    if (entry.type === "import-meta" || entry.specifier === undefined) continue;
    const target = resolveOnSite(path, entry.specifier);
    if (exists(target)) found.imports.push(target);
    const name = JSON.stringify(exists(target) ? MODULE + target : MISSING);
    // The place of a specifier has its quotation marks only where the import is dynamic.
    found.code +=
      code.slice(at, entry.start) + (entry.type === "dynamic" ? name : name.slice(1, -1));
    at = entry.end;
  }
  found.code = (found.code + code.slice(at))
    .replaceAll(/"?\bpath"?:"([^"]*\b_file\/[^"]+)"/g, (_all, address: string) => {
      const target = resolveOnSite(path, address);
      found.files.push(target);
      const name = JSON.stringify(`report:${target}`);
      // A picture is shown by its address, which only a browser’s own kind can be.
      return isInline(target) ? `"path":aevbReport.picture(${name})` : `"path":${name}`;
    })
    .replaceAll(WORKER, (_all, address: string) => {
      found.workers.push(resolveOnSite(path, address));
      return `new Worker(aevbReport.worker(${JSON.stringify(found.workers.at(-1))}))`;
    })
    .replaceAll(/\bimport\.meta\.resolve\("([^"]+)"\)/g, (_all, address: string) => {
      const target = resolveOnSite(path, address);
      if (!exists(target)) return JSON.stringify(MISSING);
      found.files.push(target);
      return JSON.stringify(`report:${target}`);
    })
    .replaceAll(/\bimport\.meta\.url\b/g, `aevbReport.at(${JSON.stringify(path)})`);
  return found;
}

const WORKER =
  /\bnew Worker\(\s*import\.meta\.resolve\("([^"]+)"\),\s*\{\s*type:\s*"module"\s*\}\s*\)/g;

/** The modules that scripts reach, by their paths, and the workers and files that those need. */
export interface SiteModules {
  code: Map<string, string>;
  workers: Set<string>;
  files: Set<string>;
}

/** Returns a promise to all modules that are reached from some. */
export async function reachedModules(
  dist: string,
  entries: Iterable<string>
): Promise<SiteModules> {
  const reached: SiteModules = {code: new Map(), workers: new Set(), files: new Set()};
  const open = [...new Set(entries)];
  const seen = new Set(open);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = await readFile(join(dist, path), "utf8");
    const {code, imports, workers, files} = await rewriteModule(dist, path, source);
    reached.code.set(path, code);
    for (const worker of workers) reached.workers.add(worker);
    for (const file of files) reached.files.add(file);
    for (const each of imports) if (!seen.has(each)) open.push((seen.add(each), each));
  }
  return reached;
}
