/**
 * Records runs over β for section 3: `npm run record-betas` trains the network of the preset
 * “viewer” once for each weight of the divergence, and writes the rate and the distortion on all test
 * images to src/data/betas/record.json, and the sheets of all models, from the top, beside it.
 */
import type {BetaRecord, BetaRun} from "../src/formats/beta-record.js";
import {pixelFloor} from "../src/math/likelihood.js";
import {runCommand} from "../src/training/command.js";
import {architectureOf, presetPlan} from "../src/training/plan.js";
import {sheetPoints} from "../src/training/recorded-run.js";
import {openRun} from "../src/training/run.js";
import {evaluate} from "../src/vae/evaluate.js";
import {compileKernel} from "./models/compile-kernel.js";
import {inLevels, sheetPng} from "./models/ink-png.js";
import {useWasmBackend} from "./models/wasm-backend.js";
import {currentCommit, recordPath, toDecimals, writeJson, writeWhole} from "./records.js";
import {datasetSets} from "./training/sets.js";

const BETAS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const STEPS = 2000;
const SIDE = 6; // images of a sheet's side
/** The levels of ink in a recorded sheet. */
const LEVELS = 16;

const {train, test: heldOut} = await datasetSets("mnist", {});
await useWasmBackend();
const inputSize = heldOut.width * heldOut.height;
const images = {train, heldOut};
const kernel = await WebAssembly.compile(await compileKernel("training"));
const planOf = (beta: number) => ({...presetPlan("viewer", {dataset: "mnist"}), beta});

const runs: BetaRun[] = [];
const sheets: Uint8ClampedArray[] = [];
for (const beta of BETAS) {
  const plan = planOf(beta);
  const run = await openRun({plan, images, kernel});
  for (let step = 1; step <= STEPS; ++step) {
    if ((await run.next()) === "diverged") throw new Error(`the run with β = ${beta} has diverged`);
  }
  const {weights} = run.state().training;
  const {reconstruction, kl} = evaluate(weights, heldOut, architectureOf(plan, inputSize), {
    seed: 0
  });
  const {pixels} = run.snapshot({z: sheetPoints(plan.latentSize, SIDE), codes: 0});
  sheets.push(inLevels(pixels, LEVELS));
  runs.push({beta, rate: kl, distortion: -reconstruction});
  console.error(`β = ${beta}: rate ${kl.toFixed(2)}, distortion ${(-reconstruction).toFixed(2)}`);
}
const record: BetaRecord = {
  command: "npm run record-betas",
  commit: currentCommit(),
  plan: runCommand(planOf(1), {steps: STEPS}),
  seed: planOf(1).seed,
  steps: STEPS,
  heldOut: heldOut.count,
  floor: pixelFloor(heldOut),
  runs
};
const all = Uint8ClampedArray.from(sheets.flatMap((pixels) => [...pixels]));
await writeWhole(recordPath("betas/sheets.png"), sheetPng(all, SIDE, heldOut));
await writeJson(recordPath("betas/record.json"), record, toDecimals(3));
