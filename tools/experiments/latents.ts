import {join} from "node:path";
import {fullInk} from "../../src/formats/images.js";
import type {FigureNumber} from "../../src/training/experiments/figures.js";
import {latentRecord} from "../../src/training/experiments/latents.js";
import {openLearner} from "../../src/training/experiments/learner.js";
import {firstImages} from "../../src/training/trainer-plan.js";
import {compileKernel} from "../models/compile-kernel.js";
import {sheetPng} from "../models/ink-png.js";
import {writeJson, writeWhole} from "../records.js";
import type {TrainingSets} from "../training/sets.js";
import {experimentFiles, readCheckpoint} from "./files.js";

/**
 * Writes what each latent of a run does, from its checkpoint: a record and a picture.
 *
 * @returns a promise to the paths of both
 * @throws Error (as a rejection) if it has no checkpoint, or no encoder
 */
export async function writeLatents(
  {figure, id, out}: {figure: FigureNumber; id: string; out: string},
  images: TrainingSets
): Promise<string[]> {
  const {checkpoint} = experimentFiles(figure, id, out);
  const kept = await readCheckpoint(checkpoint);
  if (kept === undefined) {
    throw new Error(`no checkpoint of ${id} at ${checkpoint}: run it first, without --latents`);
  }
  const {state, commit} = kept;
  const {plan} = state;
  const train = firstImages(images.train, plan.trainImages);
  const module = await WebAssembly.compile(await compileKernel("training"));
  const {model} = await openLearner(plan, train, module, state.training);
  const {width, height, pixels} = images.test;
  const ink = fullInk(pixels);
  const x = Float32Array.from(pixels.subarray(0, width * height), (pixel) => pixel / ink);
  const command = `npm run experiment -- --figure ${figure} --only ${id} --latents`;
  const {record, images: walks} = latentRecord(state, model, x, {figure, id, command, commit});
  const name = join(out, "latents", id);
  await writeJson(`${name}.json`, record);
  await writeWhole(`${name}.png`, sheetPng(walks, record.values.length, {width, height}));
  return [`${name}.json`, `${name}.png`];
}
