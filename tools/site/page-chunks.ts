import {dirname, join, posix, relative, resolve, sep} from "node:path";
import {rollup, type OutputChunk, type Plugin} from "rollup";
import {resolveOnSite} from "./addresses.js";
import {chunkNames} from "./chunk-names.js";

/** The folder of a built site that has our modules as Framework made them, and the chunks afterwards. */
export const FOLDER = "_import";

/** What stays a file of its own: Framework’s runtime, and a library that reports share with workers. */
const APART = /^(_observablehq|_node\/@tensorflow)\//;

/** A page of the site, with what its scripts import, by its path in the site. */
export interface PageImports {
  path: string;
  /** The modules that its cells begin with. */
  modules: string[];
  /** The modules that a cell asks for later. */
  later: string[];
  /** The modules that it has as scripts. */
  scripts: string[];
}

/** A file of one or many modules. */
export interface Chunk {
  /** Its name in the folder. */
  file: string;
  code: string;
  /** What it is the entry of: pageEntry(path), or a module’s path in the site. */
  entry: string | undefined;
  /** The chunks that it imports at once, by their names. */
  imports: string[];
}

/** Whether a file of the site is a module that is bundled. */
export function isBundled(file: string): boolean {
  return file.endsWith(".js") && /^(_import|_node)\//.test(file) && !APART.test(file);
}

const PAGE = "page:";

/** Returns what the chunk is the entry of that has the modules of a page, as m0, m1 and so on. */
export function pageEntry(path: string): string {
  return PAGE + path;
}

/**
 * Returns a promise to the chunks of a built site: an entry for each page, each script of pages,
 * each worker and each module that is asked for later, and what they share (see chunkNames).
 *
 * @throws Error if an import leads nowhere
 */
export async function pageChunks(dist: string, pages: readonly PageImports[]): Promise<Chunk[]> {
  const input: Record<string, string> = {};
  for (const {path, modules, later, scripts} of pages) {
    if (modules.length > 0) input[pageName(path)] = pageEntry(path);
    // Two folders may have modules of one name.
    for (const module of [...scripts, ...later]) {
      input[moduleName(module.replace(`${FOLDER}/`, "").replaceAll("/", "-"))] = join(dist, module);
    }
  }
  if (Object.keys(input).length === 0) return []; // a site of texts
  const workers = new Set<string>();
  const bundle = await rollup({
    input,
    plugins: [pageEntries(dist, pages), siteModules(dist, workers)],
    preserveEntrySignatures: "strict",
    onwarn: ({message}) => {
      throw new Error(message);
    }
  });
  const {output} = await bundle.generate({
    format: "es",
    dir: join(dist, FOLDER),
    entryFileNames: "[name].[hash].js",
    chunkFileNames: ({name}) => `${moduleName(name)}.[hash].js`,
    hashCharacters: "hex",
    onlyExplicitManualChunks: true,
    manualChunks: chunkNames({
      pages: Object.values(input).filter((id) => id.startsWith(PAGE)),
      front: pageEntry("index.html"),
      everywhere: pages.flatMap(({scripts}) => scripts.map((script) => join(dist, script))),
      workers
    })
  });
  await bundle.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === "chunk");
  const files = new Set(chunks.map(({fileName}) => fileName));
  return chunks.map(({fileName: file, code, isEntry, facadeModuleId, imports}) => ({
    file,
    code,
    entry: isEntry ? entryOf(dist, facadeModuleId!) : undefined,
    imports: imports.filter((name) => files.has(name))
  }));
}

/** Returns what the bundle of a page is called, as a reader may see it. */
function pageName(path: string): string {
  return `page-${path.replace(/\.html$/, "").replaceAll("/", "-")}`;
}

/** Returns the name of a module without its folder and its hash. */
function moduleName(path: string): string {
  return posix.basename(path.replaceAll(sep, "/")).replace(/(\.[\da-f]{8})?(\.js)?$/, "");
}

function entryOf(dist: string, id: string): string {
  return id.startsWith(PAGE) ? id : relative(dist, id).replaceAll(sep, "/");
}

/** Makes an entry of each page: the modules that its cells begin with, by number. */
function pageEntries(dist: string, pages: readonly PageImports[]): Plugin {
  return {
    name: "page-entries",
    resolveId: (id) => (id.startsWith(PAGE) ? id : null),
    load(id) {
      const page = pages.find(({path}) => pageEntry(path) === id);
      return page === undefined
        ? null
        : page.modules
            .map((path, i) => `export * as m${i} from ${JSON.stringify(join(dist, path))};`)
            .join("\n");
    }
  };
}

/**
 * Reads modules as they lie in the site. What they name by its place, files and workers, they name
 * from the folder in which all chunks are.
 */
function siteModules(dist: string, workers: Set<string>): Plugin {
  return {
    name: "site-modules",
    resolveId(source, importer) {
      if (importer === undefined || importer.startsWith(PAGE)) return source;
      const id = resolve(dirname(importer), source);
      const isApart = APART.test(relative(dist, id).replaceAll(sep, "/"));
      return isApart ? {id, external: "relative"} : id;
    },
    transform(code, id) {
      if (id.startsWith(PAGE)) return null;
      const at = relative(dist, id).replaceAll(sep, "/");
      const fromFolder = (address: string) => posix.relative(FOLDER, resolveOnSite(at, address));
      const asFile = code.replaceAll(
        /(\bpath"?:\s*")([^"]*\b_file\/[^"]+)"/g,
        (_all, before: string, address: string) => `${before}${fromFolder(address)}"`
      );
      const asWorker = (address: string) => {
        const worker = resolveOnSite(at, address);
        workers.add(join(dist, worker));
        const name = `${posix.basename(posix.dirname(at))}-${moduleName(worker)}`;
        const emitted = this.emitFile({type: "chunk", id: join(dist, worker), name});
        return `import.meta.ROLLUP_FILE_URL_${emitted}`;
      };
      const placed = asFile.replaceAll(
        /\bimport\.meta\.resolve\("([^"]+)"\)/g,
        (_all, address: string) =>
          address.endsWith(".js")
            ? asWorker(address)
            : `import.meta.resolve("${fromFolder(address)}")`
      );
      return {code: placed, map: null};
    },
    resolveFileUrl: ({relativePath}) => `import.meta.resolve("./${relativePath}")`
  };
}
