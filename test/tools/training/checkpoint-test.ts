import assert from "node:assert/strict";
import {readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {readCheckpoint, writeCheckpoint} from "../../../tools/training/checkpoint.js";
import {cliCommand} from "../../../tools/training/command.js";
import {modelIds, modelPlan} from "../../../tools/training/plans.js";
import {duration} from "../../../tools/training/progress.js";
import {temporaryFolder} from "../temporary-folder.js";

const plan = modelPlan("mnist-2d", {epochs: 3, seed: 7});
const checkpoint = {
  plan,
  state: {
    step: 12,
    weights: new Map([["mu/bias", {shape: [2] as [number], values: Float32Array.of(1, -0.5)}]]),
    optimizer: new Map([["mu/bias/mean", Float32Array.of(0.25, 3)]])
  },
  seconds: 4.5
};

it("readCheckpoint(path, plan) is what writeCheckpoint(path, …) was given, and nothing else lies there", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "deep", "run.checkpoint");
  await writeCheckpoint(path, checkpoint);
  await writeCheckpoint(path, checkpoint);
  assert.deepEqual(await readCheckpoint(path, plan), checkpoint);
  assert.deepEqual(await readdir(join(folder, "deep")), ["run.checkpoint"]);
});

it("readCheckpoint(path, plan) throws where there is none, or one of another run", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "run.checkpoint");
  await assert.rejects(readCheckpoint(path, plan), {
    message: `no checkpoint at ${path}: start without --resume`
  });
  await writeCheckpoint(path, checkpoint);
  const other = modelPlan("mnist-2d", {epochs: 4, seed: 7});
  await assert.rejects(readCheckpoint(path, other), /is of another run: .*"epochs":3.*"epochs":4/);
});

it("readCheckpoint(path, plan) throws for a file that is not a checkpoint", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "run.checkpoint");
  await writeFile(path, "not a checkpoint");
  await assert.rejects(readCheckpoint(path, plan), {
    message: `${path} cannot be read as a checkpoint: start without --resume`
  });
});

it("modelPlan(id, …) throws for an unknown id and for epochs that are none", () => {
  assert.throws(() => modelPlan("mnist-3d"), {
    message: `unknown model: mnist-3d, expected one of ${modelIds.join(", ")}`
  });
  assert.throws(() => modelPlan("toString"), /unknown model: toString/);
  assert.throws(() => modelPlan("mnist-2d", {epochs: 0}), {
    message: "invalid epochs: 0, expected a positive integer"
  });
});

it("cliCommand(plan) is the command that repeats the run", () => {
  assert.equal(cliCommand(plan), "npm run train -- --model mnist-2d --epochs 3 --seed 7");
});

it("duration(seconds) is in words", () => {
  assert.deepEqual([40.4, 59.6, 125, 3900].map(duration), ["40 s", "1 min", "2 min", "1 h 5 min"]);
});

it("modelPlan(id) gives the four models of Figure 5 the paper’s networks, and other latents", () => {
  const hidden = [{units: 500, activation: "tanh"}];
  for (const latentSize of [2, 5, 10, 20]) {
    assert.deepEqual(modelPlan(`mnist-tanh-${latentSize}d`).architecture, {
      inputSize: 784,
      latentSize,
      encoderHidden: hidden,
      decoderHidden: hidden
    });
  }
});
