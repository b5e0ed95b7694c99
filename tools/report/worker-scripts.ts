import {join} from "node:path";
import {build} from "esbuild";

/**
 * Returns a promise to workers of the built site, each as one classic script: a page from disk
 * starts no module workers.
 *
 * @param paths the workers’ modules, by their paths in the site
 */
export async function workerScripts(
  dist: string,
  paths: Iterable<string>
): Promise<Record<string, string>> {
  const scripts: Record<string, string> = {};
  for (const path of paths) {
    const {outputFiles} = await build({
      entryPoints: [join(dist, path)],
      bundle: true,
      write: false,
      minify: true,
      format: "iife",
      target: "es2022",
      legalComments: "none",
      logLevel: "error"
    });
    scripts[path] = outputFiles[0].text;
  }
  return scripts;
}
