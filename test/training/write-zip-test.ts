import assert from "node:assert/strict";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {before, it} from "node:test";
import {unzipSync, zipSync} from "fflate";
import {openNetwork} from "../../src/engine/open-network.js";
import {fromFloat16} from "../../src/formats/bytes.js";
import {openModelZip, shownModel, trainedModel} from "../../src/training/open-zip.js";
import {openRun} from "../../src/training/run.js";
import type {RunState} from "../../src/training/state.js";
import {modelZip} from "../../src/training/write-zip.js";
import {roundToFloat16} from "../../src/vae/layers-model.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {ownRun} from "../../tools/training/own-run.js";
import {ownPlan} from "../../tools/training/plans.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, tinyImages, tinyPlan} from "./tiny-run.js";

const plan = tinyPlan({beta: 0.5, dataset: "mnist"});
const image = {width: SIDE, height: SIDE};
let zip: Uint8Array;
let state: RunState;
let kernel: WebAssembly.Module;

before(async () => {
  kernel = await WebAssembly.compile(await compileKernel("training"));
  const run = await openRun({plan, images: tinyImages, kernel});
  for (let step = 0; step < 50; ++step) await run.next();
  state = run.state();
  zip = await modelZip(state, {image}, {...run.parts, versions: {node: "20"}});
});

it("modelZip(state, …) has the files of a folder of models/, the plan and a card", async () => {
  const files = Object.keys(unzipSync(zip)).toSorted();
  assert.deepEqual(files, [
    "CARD.md",
    "codes.bin",
    "decoder/int8.bin",
    "decoder/model.json",
    "decoder/weights.bin",
    "encoder/model.json",
    "encoder/weights.bin",
    "golden.json",
    "manifest.json",
    "plan.json"
  ]);
  const card = new TextDecoder().decode(unzipSync(zip)["CARD.md"]);
  assert.match(card, /^# mnist-2d-own\n/);
  assert.match(
    card,
    /it was reconstruction − 0\.5 · KL, with the reconstruction as the sum over the pixels\./
  );
});

it("openModelZip(zip) gives back the model: its weights, plan, codes and results", async () => {
  const model = await openModelZip({name: "own.zip", bytes: zip});
  assert.deepEqual(model.plan, plan);
  assert.equal(model.manifest.training.beta, 0.5);
  assert.equal(model.manifest.training.imagesSeen, 1000);
  assert.equal(model.manifest.training.epochs, 5);
  assert.equal(model.codes.count, 30);
  const weights = roundToFloat16(state.training.weights);
  const halves = fromFloat16(new Uint16Array(model.encoderWeights));
  assertInDelta(halves.slice(0, 36 * 12), weights.get("encoder_hidden_1/kernel")!.values, 0);
  const {network} = await openNetwork({layers: model.layers});
  assert.equal(network.pixels(Float32Array.of(0, 0), 1).length, SIDE ** 2);
});

it("modelZip(state, …) says that its images are in color, and gives them back so", async () => {
  const colored = {width: 4, height: 3, channels: 3 as const};
  const run = await openRun({plan, images: tinyImages, kernel, resume: state});
  const bytes = await modelZip(state, {image: colored}, {...run.parts, versions: {node: "20"}});
  const file = {name: "own.zip", bytes};
  const model = await openModelZip(file);
  assert.deepEqual(model.manifest.image, colored);
  const {network} = trainedModel(model, file);
  assert.ok(network.type === "packed");
  assert.deepEqual([network.model.image, network.model.order], [colored, "channels last"]);
  const shown = await shownModel(model, {side: 2, codes: 3});
  assert.deepEqual([shown.channels, shown.pixels.length], [3, 4 * 36]);
  assert.match(new TextDecoder().decode(unzipSync(bytes)["CARD.md"]), /4 × 3 pixels in color/);
});

it("modelZip(state, …) says which command repeats the run, and where it stopped", async () => {
  const {manifest} = await openModelZip({name: "own.zip", bytes: zip});
  const {command} = manifest.training;
  assert.match(command, /^npm run train -- --dataset mnist .*--beta 0\.5 .* --steps 50$/);
  const words = command.replace("npm run train -- ", "").split(/ ?--/).slice(1);
  const options = Object.fromEntries(words.map((word) => word.split(" ")));
  assert.deepEqual(await ownRun(options), {plan, steps: 50});
});

it("a run of npm run train takes its plan from a plan.json, or from the zip", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "plan-"));
  t.after(() => rm(folder, {recursive: true}));
  await writeFile(join(folder, "own.zip"), zip);
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  for (const name of ["own.zip", "plan.json"]) {
    assert.deepEqual(await ownRun({plan: join(folder, name), seed: "4"}), {
      plan: {...plan, seed: 4}
    });
  }
  await assert.rejects(ownRun({steps: "0"}), {
    message: "invalid --steps: 0, expected an integer ≥ 1"
  });
  assert.throws(() => ownPlan("own", {plan: {...plan, dataset: "my birds"}}), {
    message: /^invalid dataset: "my birds", expected mnist or fashion-mnist/
  });
});

it("openModelZip(zip) names the file that is missing, altered or wrong", async () => {
  const files = unzipSync(zip);
  const reject = async (change: Record<string, Uint8Array | undefined>, message: RegExp) => {
    const kept = Object.entries({...files, ...change}).filter(([, bytes]) => bytes !== undefined);
    const bytes = zipSync(Object.fromEntries(kept) as Record<string, Uint8Array>);
    await assert.rejects(openModelZip({name: "own.zip", bytes}), {message});
  };
  const bytes = (value: string) => new TextEncoder().encode(value);
  await reject({"codes.bin": undefined}, /^invalid own\.zip: no codes\.bin, expected a zip of/);
  await reject(
    {"decoder/weights.bin": files["decoder/weights.bin"].map((byte) => byte ^ 1)},
    /^invalid own\.zip\/decoder\/weights\.bin: SHA-256 .{8}…, expected .{8}…; it is altered$/
  );
  await reject({"manifest.json": bytes("{}")}, /^own\.zip\/manifest\.json: invalid manifest: /);
  await reject({"manifest.json": bytes("{")}, /^own\.zip\/manifest\.json: /);
  await reject({"plan.json": bytes("[]")}, /^own\.zip\/plan\.json: invalid plan: /);
  await assert.rejects(openModelZip({name: "own.zip", bytes: bytes("PK nothing of the kind")}));
});

it("modelZip(state, …) is refused before the first minibatch", async () => {
  const run = await openRun({plan, images: tinyImages, kernel});
  await assert.rejects(modelZip(run.state(), {image}, {...run.parts, versions: {}}), {
    message: "invalid run: 0 minibatches taken, expected at least 1"
  });
});
