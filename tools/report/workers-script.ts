import {build, type Plugin} from "esbuild";
import {parse} from "es-module-lexer";
import {classicLibrary, LIBRARIES, WORKER} from "./browser/classic-library.js";
import type {ReportWorkers} from "./browser/report-site.js";
import {resolveOnSite} from "../site/addresses.js";

/** The length from which a module without imports is stored once for page and workers, in characters. */
const LARGE = 500_000;

/**
 * Returns a promise to all workers of the built site as one classic script, without the libraries that
 * pages of the report have as well.
 *
 * @param paths the workers’ modules, by their paths in the site
 * @param modules the modules that pages have
 */
export async function workersScript(
  dist: string,
  paths: Iterable<string>,
  modules: ReadonlyMap<string, string>
): Promise<ReportWorkers> {
  const shared = [...modules.keys()].filter((path) => isLibrary(path, modules.get(path)!));
  const libraries = new Set<string>();
  const starts = Array.from(paths, (path) => {
    const name = JSON.stringify(path);
    return `${name}: () => require(${JSON.stringify(`./${path}`)})`;
  });
  const {outputFiles} = await build({
    stdin: {contents: `({${starts.join(", ")}})[self.${WORKER}]();`, resolveDir: dist},
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    plugins: [sharedLibraries(dist, shared, libraries)]
  });
  return {code: outputFiles[0].text, libraries: [...libraries]};
}

/** Returns whether workers can take a module from the page’s. */
function isLibrary(path: string, code: string): boolean {
  if (code.length < LARGE || parse(code)[0].length > 0) return false;
  classicLibrary(path, code); // throws here rather than in the report
  return true;
}

/** Lets workers find libraries where classicLibrary leaves them, and notes those that are used. */
function sharedLibraries(dist: string, shared: readonly string[], used: Set<string>): Plugin {
  return {
    name: "shared-libraries",
    setup(building) {
      building.onResolve({filter: /^\.{1,2}\//}, ({path, importer}) => {
        const from = importer.slice(dist.length + 1).replaceAll("\\", "/");
        const library = resolveOnSite(from, path);
        if (!shared.includes(library)) return undefined;
        used.add(library);
        return {path: library, namespace: "library"};
      });
      building.onLoad({filter: /.*/, namespace: "library"}, ({path}) => ({
        contents: `module.exports = self.${LIBRARIES}[${JSON.stringify(path)}];`
      }));
    }
  };
}
