import {execFileSync} from "node:child_process";
import {mkdir, open, rename} from "node:fs/promises";
import {dirname, join} from "node:path";
import {format, resolveConfig} from "prettier";
import {projectFolder} from "./project.js";

/** How the names of files end that are not yet whole. */
export const UNFINISHED = ".new";

/** What JSON.stringify calls for each value that it writes. */
type Replacer = (key: string, value: unknown) => unknown;

/** Returns the path of what is recorded under a name, such as “runs/viewer.json”. */
export function recordPath(name: string): string {
  return join(projectFolder, "src", "data", name);
}

/**
 * Writes what can be JSON, laid out as all our files are, whole or not at all.
 *
 * @param round what numbers become: `toDecimals(4)`, `toDigits(6)`; without it they are written whole
 */
export async function writeJson(path: string, value: unknown, round?: Replacer): Promise<void> {
  const options = {...(await resolveConfig(path)), parser: "json"};
  await writeWhole(path, await format(JSON.stringify(value, round), options));
}

/** Writes a file whole or not at all: whoever is killed meanwhile leaves the one before. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const fresh = `${path}.${process.pid}${UNFINISHED}`;
  const file = await open(fresh, "w");
  try {
    await file.writeFile(content);
    // On the disk before it has the name: else a machine that stops leaves an empty file of it.
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}

/** Returns the commit that is checked out, as records name it. */
export function currentCommit(): string {
  const options = {cwd: projectFolder, encoding: "utf8"} as const;
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], options).trim();
}

/** Returns what rounds the numbers of a record to so many decimals. */
export function toDecimals(count: number): Replacer {
  const unit = 10 ** count;
  return (_key, value) => (typeof value === "number" ? Math.round(value * unit) / unit : value);
}

/** Returns what rounds the numbers of a record to so many significant digits. */
export function toDigits(count: number): Replacer {
  return (_key, value) => (typeof value === "number" ? Number(value.toPrecision(count)) : value);
}
