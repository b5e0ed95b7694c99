import {mkdir, readFile, rename, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {deserialize, serialize} from "node:v8";
import type {TrainingState} from "../../src/vae/trainer.js";
import type {ModelPlan} from "./plans.js";

/** A run as it lies on disk. */
export interface Checkpoint {
  plan: ModelPlan;
  state: TrainingState;
  /** The time spent training so far, in seconds. */
  seconds: number;
}

/** Writes a checkpoint, whole or not at all: an interrupted write leaves the one before. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  await writeFile(`${path}.new`, serialize(checkpoint));
  await rename(`${path}.new`, path);
}

/**
 * Returns the checkpoint of a run with this plan.
 *
 * @throws Error if there is none, if it cannot be read, or if its plan is another
 */
export async function readCheckpoint(path: string, plan: ModelPlan): Promise<Checkpoint> {
  const checkpoint = parse(path, await readBytes(path));
  const [found, expected] = [checkpoint.plan, plan].map((p) => JSON.stringify(p));
  if (found !== expected) {
    throw new Error(
      `${path} is of another run: ${found}, expected ${expected}; start without --resume`
    );
  }
  return checkpoint;
}

function parse(path: string, bytes: Uint8Array): Checkpoint {
  try {
    return deserialize(bytes) as Checkpoint;
  } catch (cause) {
    throw new Error(`${path} cannot be read as a checkpoint: start without --resume`, {cause});
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new Error(`no checkpoint at ${path}: start without --resume`, {cause});
  }
}
