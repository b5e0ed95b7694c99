import {readFile, readdir, rm, rmdir, writeFile} from "node:fs/promises";
import {join, posix, sep} from "node:path";
import {init, parse} from "es-module-lexer";
import {resolveOnSite} from "./addresses.js";
import {
  FOLDER,
  isBundled,
  pageChunks,
  pageEntry,
  type Chunk,
  type PageImports
} from "./page-chunks.js";

/**
 * Puts the modules of a built site into few files: a browser asks for six of them before the first
 * picture of a page, instead of a hundred. Each module still runs once. What embeds a figure in
 * other pages stays as it is.
 *
 * @throws Error if an import leads nowhere
 */
export async function bundlePages(dist: string): Promise<void> {
  await init;
  const files = (await readdir(dist, {recursive: true})).map((file) => file.replaceAll(sep, "/"));
  const pages = await Promise.all(
    files
      .filter((file) => file.endsWith(".html"))
      .map(async (path) => {
        const html = await readFile(join(dist, path), "utf8");
        return {...importsOf(path, html), html};
      })
  );
  const chunks = await pageChunks(dist, pages);
  const kept = await embeddedModules(dist, files);
  const gone = files.filter((file) => isBundled(file) && !kept.has(file));
  await Promise.all(gone.map((file) => rm(join(dist, file))));
  await removeEmptyFolders(dist, gone);
  await Promise.all(chunks.map(({file, code}) => writeFile(join(dist, FOLDER, file), code)));
  await Promise.all(
    pages.map((page) => writeFile(join(dist, page.path), withChunks(page, page.html, chunks)))
  );
}

/** Removes the folders in which some files were, if nothing is left in them. */
async function removeEmptyFolders(dist: string, files: readonly string[]): Promise<void> {
  const folders = new Set(files.map((file) => posix.dirname(file)));
  for (const folder of folders) if (folder !== ".") folders.add(posix.dirname(folder));
  for (const folder of [...folders].toSorted().toReversed()) {
    // The one of the chunks is not made anew.
    if (folder === "." || folder === FOLDER) continue;
    await rmdir(join(dist, folder)).catch(() => {}); // something else is in it
  }
}

const SCRIPT = /<script type="module">([\s\S]*?)<\/script>/g;
const SCRIPT_FILE = /<script type="module" src="([^"]*)">/g;

/** Returns what a page imports, by paths in the site. */
function importsOf(path: string, html: string): PageImports {
  const page: PageImports = {path, modules: [], later: [], scripts: []};
  for (const [, script] of html.matchAll(SCRIPT)) {
    for (const {target, isFirst} of cellImports(path, script!)) {
      const list = isFirst ? page.modules : page.later;
      if (!list.includes(target)) list.push(target);
    }
  }
  for (const [, source] of html.matchAll(SCRIPT_FILE))
    page.scripts.push(resolveOnSite(path, source!));
  return page;
}

/** Returns the bundled modules that a script of a page imports, with their places in it. */
function cellImports(path: string, script: string) {
  return parse(script)[0].flatMap(({type, specifier, importStart: at, importEnd: end}) => {
    if (type !== "dynamic" || typeof specifier !== "string") return [];
    const target = resolveOnSite(path, specifier);
    // What a cell imports by a declaration Framework awaits, alone or in a list.
    const isFirst = /(?:= await |[[,]\s*)$/.test(script.slice(Math.max(0, at - 20), at));
    return isBundled(target) ? [{target, isFirst, at, end}] : [];
  });
}

/** Returns what is reached from the modules that embed a figure in other pages, and these. */
async function embeddedModules(dist: string, files: readonly string[]): Promise<Set<string>> {
  const open = files.filter((file) => /^figures\/.*\.js$/.test(file));
  const kept = new Set(open);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const {specifier} of parse(await readFile(join(dist, file), "utf8"))[0]) {
      const target = typeof specifier === "string" ? resolveOnSite(file, specifier) : file;
      if (!kept.has(target)) open.push((kept.add(target), target));
    }
  }
  return kept;
}

/** Returns a page that imports chunks, and asks at once for those that it begins with. */
function withChunks({path, modules, scripts}: PageImports, html: string, chunks: Chunk[]): string {
  const root = "../".repeat(path.split("/").length - 1) || "./";
  const fileOf = (entry: string) => chunks.find((chunk) => chunk.entry === entry)!.file;
  const address = (file: string) => `${root}${FOLDER}/${file}`;
  const asked = scripts.map(fileOf); // by the scripts themselves: Firefox fails to preload it again
  const first = [...asked, ...(modules.length === 0 ? [] : [fileOf(pageEntry(path))])];
  const preloads = reached(first, chunks)
    .filter((file) => !asked.includes(file))
    .map((file) => `<link rel="modulepreload" href="${address(file)}">\n`);
  return html
    .replaceAll(SCRIPT, (_all, script: string) => {
      let code = "";
      let last = 0;
      for (const {target, isFirst, at, end} of cellImports(path, script)) {
        const own = `import("${address(fileOf(isFirst ? pageEntry(path) : target))}")`;
        const got = isFirst ? `${own}.then((page) => page.m${modules.indexOf(target)})` : own;
        code += script.slice(last, at) + got;
        last = end;
      }
      return `<script type="module">${code}${script.slice(last)}</script>`;
    })
    .replaceAll(
      SCRIPT_FILE,
      (_all, source: string) =>
        `<script type="module" src="${address(fileOf(resolveOnSite(path, source)))}">`
    )
    .replaceAll(/<link rel="modulepreload" href="([^"]*)">\n?/g, (link, source: string) =>
      isBundled(resolveOnSite(path, source)) ? "" : link
    )
    .replace("</head>", () => `${preloads.join("")}</head>`);
}

/** Returns some chunks with all that they import at once, by their names. */
function reached(names: readonly string[], chunks: readonly Chunk[]): string[] {
  const found = new Set(names);
  for (const name of found) {
    for (const other of chunks.find(({file}) => file === name)!.imports) found.add(other);
  }
  return [...found];
}
