import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join, relative, sep} from "node:path";
import type {NamedFile} from "../../src/reading/file.js";
import {projectFolder} from "../../tools/project.js";

/** Files as people have them; its README says what each one is. */
const folder = join(projectFolder, "test/reading/cases");

/** What NumPy says of images: the ink of the first one, in [0, 1], and the sum of each one's ink. */
export interface ExpectedImages {
  kind: "images";
  shape: [count: number, height: number, width: number];
  labels: number[] | null;
  first: number[];
  sums: number[];
}

/** What it says of a model: the means of the pixels at z = Φ⁻¹(u), to three digits. */
export interface ExpectedModel {
  kind: "model";
  u: number[][];
  width: number;
  height: number;
  means: number[][];
  encoder?: {mu: number[]; logVar: number[]};
}

/** The names of all cases. */
export const caseNames = readdirSync(folder, {withFileTypes: true})
  .filter((entry) => existsSync(join(folder, entry.name, "input")))
  .map(({name}) => name);

/** Returns what is dropped in a case, by its path there. */
export function filesOf(name: string): NamedFile[] {
  const input = join(folder, name, "input");
  return readdirSync(input, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map(({parentPath, name: file}) => join(parentPath, file))
    .toSorted()
    .map((path) => ({
      name: relative(input, path).replaceAll(sep, "/"),
      bytes: new Uint8Array(readFileSync(path))
    }));
}

/** Returns what a case is to give; undefined where NumPy computed nothing of it. */
export function expectedOf(name: string): ExpectedImages | ExpectedModel | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, name, "expected.json"), "utf8"));
  } catch {
    return undefined;
  }
}
