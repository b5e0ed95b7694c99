/**
 * Records runs over β for section 3: `npm run record-betas` trains the network of the preset
 * “viewer” once for each weight of the divergence, and writes the rate and the distortion on all test
 * images to src/data/betas/record.json, and the sheets of all models, from the top, beside it.
 */
import {execFileSync} from "node:child_process";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {format, resolveConfig} from "prettier";
import type {BetaRecord, BetaRun} from "../src/formats/beta-record.js";
import {pixelFloor} from "../src/math/likelihood.js";
import {runCommand} from "../src/training/command.js";
import {architectureOf, presetPlan} from "../src/training/plan.js";
import {sheetPoints} from "../src/training/recorded-run.js";
import {openRun} from "../src/training/run.js";
import {evaluate} from "../src/vae/evaluate.js";
import {loadDataset} from "./data/dataset.js";
import {compileKernel} from "./models/compile-kernel.js";
import {sheetPng} from "./models/ink-png.js";
import {useWasmBackend} from "./models/wasm-backend.js";
import {projectFolder} from "./project.js";

const BETAS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const STEPS = 2000;
const SIDE = 6; // images of a sheet's side
/** The levels of ink in a recorded sheet. */
const LEVELS = 16;

const [train, test] = await Promise.all(
  (["train", "test"] as const).map((split) => loadDataset("mnist", {split}))
);
await useWasmBackend();
const inputSize = test.width * test.height;
const heldOut = {pixels: test.images, count: test.count};
const images = {train: {pixels: train.images, count: train.count}, heldOut};
const kernel = await WebAssembly.compile(await compileKernel("training"));
const planOf = (beta: number) => ({...presetPlan("viewer", {dataset: "mnist"}), beta});
const folder = join(projectFolder, "src", "data", "betas");
await mkdir(folder, {recursive: true});

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
  const inLevels = (ink: number) => (Math.round((ink / 255) * (LEVELS - 1)) * 255) / (LEVELS - 1);
  sheets.push(pixels.map(inLevels));
  const threeDecimals = (value: number) => Number(value.toFixed(3));
  runs.push({
    beta,
    rate: threeDecimals(kl),
    distortion: threeDecimals(-reconstruction)
  });
  console.error(`β = ${beta}: rate ${kl.toFixed(2)}, distortion ${(-reconstruction).toFixed(2)}`);
}
const record: BetaRecord = {
  command: "npm run record-betas",
  commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], {encoding: "utf8"}).trim(),
  plan: runCommand(planOf(1), {steps: STEPS}),
  seed: planOf(1).seed,
  steps: STEPS,
  heldOut: test.count,
  floor: Number(pixelFloor(heldOut).toFixed(3)),
  runs
};
const all = Uint8ClampedArray.from(sheets.flatMap((pixels) => [...pixels]));
await writeFile(join(folder, "sheets.png"), sheetPng(all, SIDE, test));
const path = join(folder, "record.json");
const options = {...(await resolveConfig(path)), parser: "json"};
await writeFile(path, await format(JSON.stringify(record), options));
