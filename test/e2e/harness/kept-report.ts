import {mkdir, readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {projectFolder} from "../../../tools/project.js";
import {makeReport} from "../../../tools/report/make-report.js";
import {reportOptions} from "../../../tools/report/report-options.js";

const dist = join(projectFolder, "dist");

/** What reports are made of. */
const sources = [dist, join(projectFolder, "tools", "report")];

/** A report in a file. */
export interface MadeReport {
  path: string;
  bytes: number;
}

/**
 * Returns a promise to the report of the command with some arguments. It takes a minute, so one
 * that is newer than all that it is made of is not made again: test files share it, and so does
 * the next run.
 */
export async function keptReport(name: string, args: string[]): Promise<MadeReport> {
  const folder = join(projectFolder, ".cache", "report-tests");
  const path = join(folder, name);
  const made = await stat(path).catch(() => undefined);
  if (made !== undefined && made.mtimeMs > (await newest(sources))) return {path, bytes: made.size};
  await mkdir(folder, {recursive: true});
  return makeReport(dist, reportOptions([...args, "--out", path]), () => {});
}

/** Returns a promise to when a file in some folders was last written, in milliseconds. */
async function newest(folders: readonly string[]): Promise<number> {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, {recursive: true})).map((name) => join(folder, name))
    )
  );
  const times = await Promise.all(lists.flat().map(async (path) => (await stat(path)).mtimeMs));
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
