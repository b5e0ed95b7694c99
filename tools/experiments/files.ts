import {readFileSync} from "node:fs";
import {readFile, readdir, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {deserialize, serialize} from "node:v8";
import type {FigureNumber} from "../../src/training/experiments/figures.js";
import {experimentRecord} from "../../src/training/experiments/record.js";
import type {ExperimentRecord} from "../../src/training/experiments/record.js";
import type {ExperimentState} from "../../src/training/experiments/run.js";
import {projectFolder} from "../project.js";
import {UNFINISHED, recordPath, writeJson, writeWhole} from "../records.js";

/** Where the records of this repository are. */
export const recordsFolder = recordPath("experiments");

/** A run as it lies on disk until it goes on. */
export interface ExperimentCheckpoint {
  state: ExperimentState;
  /** The time so far, as the record has it, in seconds. */
  wallTimeSeconds: number;
  processorSeconds?: number;
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

/**
 * Returns the checkpoint of a run, or undefined where it has none.
 *
 * @throws Error (as a rejection) that names a file which is no checkpoint, and what to do
 */
export async function readCheckpoint(path: string): Promise<ExperimentCheckpoint | undefined> {
  const bytes = await maybeRead(path);
  try {
    return bytes && (deserialize(bytes) as ExperimentCheckpoint);
  } catch (cause) {
    throw new Error(`${path} cannot be read as a checkpoint: start without --resume`, {cause});
  }
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
  {state, wallTimeSeconds, processorSeconds, commit}: ExperimentCheckpoint,
  {figure, id, command}: Pick<ExperimentRecord, "figure" | "id" | "command">
): Promise<void> {
  const record = experimentRecord(state, {
    figure,
    id,
    command,
    commit,
    engine: "kernel",
    versions: {node: process.versions.node, assemblyscript: versionOf("assemblyscript")},
    wallTimeSeconds: Math.round(wallTimeSeconds),
    ...(processorSeconds !== undefined && {processorSeconds: Math.round(processorSeconds)})
  });
  await writeJson(path, record);
}

function versionOf(name: string): string {
  const path = join(projectFolder, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as {version: string}).version;
}

/**
 * Returns how far a run is, in images seen: by its checkpoint, or by its record where only that is
 * there. A record that lacks points of its checkpoint, since the process was killed between the two,
 * says how far it is: the run has something left to do.
 */
export async function imagesSeen({checkpoint, record}: ExperimentFiles): Promise<number> {
  const [kept, recorded] = [await readCheckpoint(checkpoint), await readRecord(record)];
  if (kept === undefined) return recorded?.imagesSeen ?? 0;
  const {training, plan, curve} = kept.state;
  const isBehind = (curve.at(-1)?.imagesSeen ?? 0) > (recorded?.imagesSeen ?? 0);
  return isBehind ? (recorded?.imagesSeen ?? 0) : training.step * plan.batchSize;
}

/** Removes what processes that were killed had begun to write of a run's files. */
export async function removeUnfinished(files: ExperimentFiles): Promise<void> {
  for (const path of Object.values(files) as string[]) {
    for (const name of await maybeList(dirname(path))) {
      const isOf = name.startsWith(`${basename(path)}.`) && name.endsWith(UNFINISHED);
      if (isOf) await rm(join(dirname(path), name), {force: true});
    }
  }
}

async function maybeList(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function maybeRead(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
