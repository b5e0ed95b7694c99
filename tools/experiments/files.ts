import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {mkdir, readFile, rename, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {deserialize, serialize} from "node:v8";
import {format, resolveConfig} from "prettier";
import type {FigureNumber} from "../../src/training/experiments/figures.js";
import {experimentRecord} from "../../src/training/experiments/record.js";
import type {ExperimentRecord} from "../../src/training/experiments/record.js";
import type {ExperimentState} from "../../src/training/experiments/run.js";
import {projectFolder} from "../project.js";

/** Where the records of this repository are. */
export const recordsFolder = join(projectFolder, "src", "data", "experiments");

/** A run as it lies on disk until it goes on. */
export interface ExperimentCheckpoint {
  state: ExperimentState;
  /** The wall time so far, in seconds. */
  wallTimeSeconds: number;
  /** The commit that it was begun at. */
  commit: string;
}

/** The files of a run. */
export interface ExperimentFiles {
  record: string;
  checkpoint: string;
}

/** Returns where the files of a run are; checkpoints of this repository's records are in its cache. */
export function experimentFiles(figure: FigureNumber, id: string, out: string): ExperimentFiles {
  const folder = `figure-${figure}`;
  const kept =
    out === recordsFolder ? join(projectFolder, ".cache", "experiments") : join(out, "checkpoints");
  return {
    record: join(out, folder, `${id}.json`),
    checkpoint: join(kept, folder, `${id}.checkpoint`)
  };
}

/** Returns the checkpoint of a run, or undefined where it has none. */
export async function readCheckpoint(path: string): Promise<ExperimentCheckpoint | undefined> {
  const bytes = await maybeRead(path);
  return bytes && (deserialize(bytes) as ExperimentCheckpoint);
}

/** Writes a checkpoint. */
export function writeCheckpoint(path: string, checkpoint: ExperimentCheckpoint): Promise<void> {
  return writeWhole(path, serialize(checkpoint));
}

/** Returns the record of a run, or undefined where it has none. */
export async function readRecord(path: string): Promise<ExperimentRecord | undefined> {
  const bytes = await maybeRead(path);
  return bytes && (JSON.parse(bytes.toString("utf8")) as ExperimentRecord);
}

/** Writes the record of a run that stands at a checkpoint. */
export async function writeRecord(
  path: string,
  {state, wallTimeSeconds, commit}: ExperimentCheckpoint,
  {figure, id, command}: Pick<ExperimentRecord, "figure" | "id" | "command">
): Promise<void> {
  const record = experimentRecord(state, {
    figure,
    id,
    command,
    commit,
    engine: "kernel",
    versions: {node: process.versions.node, assemblyscript: versionOf("assemblyscript")},
    wallTimeSeconds: Math.round(wallTimeSeconds)
  });
  const options = {...(await resolveConfig(path)), parser: "json"};
  await writeWhole(path, await format(JSON.stringify(record), options));
}

/** Returns the commit that is checked out. */
export function currentCommit(): string {
  const options = {cwd: projectFolder, encoding: "utf8"} as const;
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], options).trim();
}

function versionOf(name: string): string {
  const path = join(projectFolder, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as {version: string}).version;
}

/** Writes a file whole or not at all: whoever is killed meanwhile leaves the one before. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, content);
  await rename(fresh, path);
}

async function maybeRead(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
