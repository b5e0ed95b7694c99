import {mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {projectFolder} from "../project.js";

const record = join(projectFolder, ".cache", "tests", "seconds.json");
const bytesPerSecond = 4000; // of a test's source: what a file is taken for that has not run yet

type Seconds = Record<string, number>;

function readRecord(): Seconds {
  try {
    return JSON.parse(readFileSync(record, "utf8")) as Seconds;
  } catch {
    return {}; // nothing has run yet
  }
}

/** Returns a function that expects how many seconds a test file takes: as many as the last time. */
export function expectedSeconds(): (file: string) => number {
  const known = readRecord();
  return (file) => known[file] ?? statSync(join(projectFolder, file)).size / bytesPerSecond;
}

/** Keeps how long test files took, for the next run. */
export function recordSeconds(seconds: Seconds): void {
  mkdirSync(dirname(record), {recursive: true});
  writeFileSync(record, JSON.stringify({...readRecord(), ...seconds}, undefined, 1));
}
