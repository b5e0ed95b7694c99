/**
 * Records a run of a preset for section 3: `npm run record-run -- --preset viewer` writes the curve
 * and some codes to src/data/runs/viewer.json, and the sheet of the model to viewer.png beside it;
 * with `--dataset fashion-mnist` to fashion-viewer.json and fashion-viewer.png.
 */
import {parseArgs} from "node:util";
import {toBase64, toFloat16} from "../src/formats/bytes.js";
import {pixelFloor} from "../src/math/likelihood.js";
import {runCommand} from "../src/training/command.js";
import {presetPlan} from "../src/training/plan.js";
import type {RecordedRun} from "../src/training/recorded-run.js";
import {packCurve, sheetPoints} from "../src/training/recorded-run.js";
import {openRun} from "../src/training/run.js";
import {compileKernel} from "./models/compile-kernel.js";
import {inLevels, sheetPng} from "./models/ink-png.js";
import {currentCommit, recordPath, writeJson, writeWhole} from "./records.js";
import {datasetSets} from "./training/sets.js";

const SIDE = 10; // images of a sheet's side
const CODES = 1000;

/** The levels of ink in a recorded sheet: enough for a picture so small, in half the room of 256. */
const LEVELS = 32;

const {values} = parseArgs({
  options: {
    preset: {type: "string", default: "viewer"},
    dataset: {type: "string", default: "mnist"},
    steps: {type: "string", default: "4000"}
  }
});
const steps = Number(values.steps);
if (!(Number.isSafeInteger(steps) && steps > 0)) {
  throw new Error(`invalid --steps: ${values.steps}, expected an integer ≥ 1`);
}
if (values.dataset !== "mnist" && values.dataset !== "fashion-mnist") {
  throw new Error(`invalid --dataset: ${values.dataset}, expected mnist or fashion-mnist`);
}
const plan = presetPlan(values.preset, {dataset: values.dataset});
const {train, test: heldOut} = await datasetSets(values.dataset, {});
const images = {train, heldOut};
const kernel = await WebAssembly.compile(await compileKernel("training"));
const run = await openRun({plan, images, kernel});
const start = performance.now();
for (let step = 1; step <= steps; ++step) {
  const result = await run.next();
  if (result === "diverged") throw new Error(`the run has diverged at minibatch ${step}`);
  if (step % 500 === 0) console.error(`${values.preset}: ${step} of ${steps} minibatches`);
}
const wallTimeSeconds = Math.round((performance.now() - start) / 1000);
const {curve} = run.report();
const {pixels, mu, logVar} = run.snapshot({z: sheetPoints(plan.latentSize, SIDE), codes: CODES});
const recorded: RecordedRun = {
  preset: values.preset,
  plan,
  steps,
  command: runCommand(plan, {steps}),
  commit: currentCommit(),
  wallTimeSeconds,
  heldOut: heldOut.count,
  floor: Number(pixelFloor(heldOut).toFixed(3)),
  curve: packCurve(curve),
  codes: {
    count: CODES,
    labels: Array.from(heldOut.labels.subarray(0, CODES)).join(""),
    mu: toBase64(toFloat16(mu)),
    logVar: toBase64(toFloat16(logVar))
  }
};
const name = values.dataset === "mnist" ? values.preset : `fashion-${values.preset}`;
await writeJson(recordPath(`runs/${name}.json`), recorded);
const sheet = sheetPng(inLevels(pixels, LEVELS), SIDE, heldOut);
await writeWhole(recordPath(`runs/${name}.png`), sheet);
const {reconstruction, kl, elbo} = curve.at(-1)!.heldOut;
console.log(
  `${name}: −ELBO ${(-elbo).toFixed(2)} nats per test image ` +
    `(reconstruction ${reconstruction.toFixed(2)}, KL ${kl.toFixed(2)})`
);
