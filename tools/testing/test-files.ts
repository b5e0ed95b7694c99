import {readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {projectFolder} from "../project.js";

/**
 * The suites: tests of modules, tests of the built site's pages in a browser, and a few of them in
 * the browsers beside Chromium.
 */
export const suites = ["unit", "pages", "browsers"] as const;
export type Suite = (typeof suites)[number];

/** Returns the suite of a test file: one that needs the built site says so in its name. */
export function suiteOf(path: string): Suite {
  if (path.endsWith("-smoke-test.ts")) return "browsers";
  return path.endsWith("-page-test.ts") ? "pages" : "unit";
}

/** Returns a promise to the paths of all test files, relative to the project's folder, with `/`. */
export async function testFiles(): Promise<string[]> {
  const entries = await readdir(join(projectFolder, "test"), {
    recursive: true,
    withFileTypes: true
  });
  return entries
    .filter((entry) => entry.name.endsWith("-test.ts"))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll(sep, "/"))
    .toSorted();
}
