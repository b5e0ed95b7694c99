import {createHash} from "node:crypto";
import {createRequire} from "node:module";
import {existsSync} from "node:fs";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {build, version as esbuildVersion, type Plugin} from "esbuild";
import {bundles, type Bundle} from "./bundle-list.js";
import {separateFiles, type FileBundle} from "./separate-files.js";

/** Options for writeBundles. */
export interface BundleOptions {
  /** Leave out what the site does not use now; defaults to false: it may be used after an edit. */
  slim?: boolean;
}

/** Returns the version of an installed package, as seen from a folder. */
export async function packageVersion(name: string, folder: string): Promise<string> {
  const manifest = join(await packageFolder(name, folder), "package.json");
  return (JSON.parse(await readFile(manifest, "utf8")) as {version: string}).version;
}

async function packageFolder(name: string, folder: string): Promise<string> {
  const lookup = createRequire(join(folder, "package.json")).resolve.paths(name) ?? [];
  const found = lookup.map((path) => join(path, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`package not installed: ${name}; run npm ci`);
  return found;
}

/**
 * Writes each bundle as a minified ES module into Framework's cache, and returns the paths that
 * it wrote, relative to the cache. A bundle that is already there, made from the same entry with
 * the same versions, is left alone.
 *
 * @param folder where node_modules is looked up
 * @param cache Framework's cache, `src/.observablehq/cache`
 */
export async function writeBundles(
  folder: string,
  cache: string,
  {slim = false}: BundleOptions = {}
): Promise<string[]> {
  const written: string[] = [];
  const files = await Promise.all(bundles.map((bundle) => separateFiles(bundle, folder, slim)));
  for (const bundle of files.flat()) {
    const path = await bundlePath(bundle, folder);
    const stamp = `/* ${digest(JSON.stringify(bundle), esbuildVersion)} */\n`;
    const present = await readFile(join(cache, path), "utf8").catch(() => "");
    if (present.startsWith(stamp)) continue;
    await mkdir(dirname(join(cache, path)), {recursive: true});
    await writeFile(join(cache, path), stamp + (await bundleText(bundle, path, folder)));
    written.push(path);
  }
  return written;
}

async function bundlePath({name, cache}: Bundle, folder: string): Promise<string> {
  const [, library, file = cache === "_node" ? "index.js" : "_esm.js"] =
    /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(name)!;
  return `${cache}/${library}@${await packageVersion(library!, folder)}/${file}`;
}

async function bundleText({entry, external, replacing}: FileBundle, path: string, folder: string) {
  const {outputFiles} = await build({
    stdin: {contents: entry, resolveDir: folder},
    bundle: true,
    external,
    plugins: replacing === undefined ? [] : [replacements(replacing, folder)],
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "error",
    write: false
  });
  let text = outputFiles[0]!.text;
  for (const name of external ?? []) {
    const target = await bundlePath(
      bundles.find((b) => b.name === name)!,
      folder
    );
    text = text.replaceAll(`"${name}"`, JSON.stringify(relativeImport(path, target)));
  }
  return text;
}

/** Returns what gives modules of some names the texts that replace them. */
function replacements(texts: Record<string, string>, resolveDir: string): Plugin {
  return {
    name: "replacements",
    setup({onResolve, onLoad}) {
      onResolve({filter: /./}, ({path}) =>
        Object.hasOwn(texts, path) ? {path, namespace: "replacement"} : undefined
      );
      onLoad({filter: /./, namespace: "replacement"}, ({path}) => ({
        contents: texts[path],
        resolveDir
      }));
    }
  };
}

/** Returns how a module names another one, both given relative to the same folder. */
function relativeImport(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to;
}

function digest(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}
