import {posix} from "node:path";
import {suiteOf} from "./test-files.js";

/** What decides for every test, and is imported by none. */
const everywhere = /^(package(-lock)?\.json|tsconfig\.json|tools\/test(ing\/.*)?\.ts|types\/.*)$/;

/** What all pages of the site have. */
const siteWide = ["observablehq.config.ts", "src/style.css"];

/** A test that names this looks at every page. */
const everyPage =
  /\b(?:pagePaths|pageNames|madeReport|keptReport|chapters|figuresOfPages|startPreview|buildSite)\b/;

/** A test that names this reads files by a path that it puts together … */
const readsFiles = /\bprojectFolder\b/;

/** … and with this, modules too. */
const readsModules = /\breaddir(?:Sync)?\b|\.ts["'`]/;

/** Returns the page, as a source, that each of some names stands for. */
const pageOf = (name: string) => `src/${name === "" ? "index" : name}.md`;

/**
 * Returns the tests that a change can break: those that reach a changed file by what they import,
 * load or name, and tests of pages that do so by the pages that they open. Where a text does not
 * say it, it is taken to.
 *
 * @param changed paths from the project's folder, with `/`; a file may be gone
 * @param sources the texts of all modules, pages, style sheets and tests, by their paths
 */
export function affectedTests(
  changed: readonly string[],
  sources: ReadonlyMap<string, string>
): string[] {
  const tests = [...sources.keys()].filter((path) => path.endsWith("-test.ts"));
  if (changed.some((path) => everywhere.test(path))) return tests;
  const pages = [...sources.keys()].filter((path) => /^src\/[^/]+\.md$/.test(path));
  const edges = new Map<string, readonly string[]>();
  for (const [path, text] of sources) edges.set(path, edgesOf(path, text, pages));

  const wanted = new Set(changed);
  // Backwards from what has changed, until nothing is added.
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const [path, targets] of edges) {
      if (targets.some((target) => wanted.has(target))) wanted.add(path);
    }
  }
  return tests.filter((path) => wanted.has(path) || isReadBy(sources.get(path)!, path, changed));
}

/** Returns whether a unit test may read one of the changed files by itself. */
function isReadBy(text: string, path: string, changed: readonly string[]): boolean {
  if (suiteOf(path) !== "unit" || !readsFiles.test(text)) return false;
  return changed.some(
    (name) => !name.startsWith("test/") && (!name.endsWith(".ts") || readsModules.test(text))
  );
}

/** Returns what a file imports, loads or opens; of what is not sure, all that it may be. */
function edgesOf(path: string, text: string, pages: readonly string[]): string[] {
  const edges: string[] = [];
  for (const [, named] of text.matchAll(/["'`(](\.{0,2}\/[\w./[\]-]+)["'`)]/g)) {
    const target = named!.startsWith("/")
      ? posix.join("src", named!)
      : posix.join(posix.dirname(path), named!);
    // A page that links to another one does not hold it.
    if (!target.endsWith(".md")) edges.push(target, target.replace(/\.js$/, ".ts"));
  }
  if (pages.includes(path)) edges.push(...siteWide);
  if (path.startsWith("test/") && path.endsWith("-test.ts") && suiteOf(path) === "pages") {
    edges.push(...pagesOf(text, pages));
  }
  return edges;
}

/** Returns the sources of the pages that a test opens: those that it names, else the first. */
function pagesOf(text: string, pages: readonly string[]): string[] {
  if (everyPage.test(text)) return [...pages];
  const named = Array.from(
    text.matchAll(/["'`/]([a-z-]*)(?:\.html)?(?:[#?][^"'`\s]*)?["'`]/g),
    ([, name]) => pageOf(name!)
  ).filter((page) => pages.includes(page));
  return [...new Set([...named, pageOf("")])];
}
