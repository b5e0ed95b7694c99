import {readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {projectFolder} from "../project.js";

/** The suites: tests of modules, and tests of the built site's pages in a browser. */
export const suites = ["unit", "pages"] as const;
export type Suite = (typeof suites)[number];

/** Returns the suite of a test file: one that needs the built site says so in its name. */
export function suiteOf(path: string): Suite {
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
