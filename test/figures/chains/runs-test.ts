import assert from "node:assert/strict";
import {it} from "node:test";
import type {ChainRuns} from "../../../src/figures/chains/runs.js";
import {arrivedShare, chainRuns, meanAcceptance} from "../../../src/figures/chains/runs.js";
import {dataFolder, loadDataset} from "../../../tools/data/dataset.js";
import {recordedDecodings} from "../../../tools/models/shipped-model.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {mnistPosteriors} from "../../posteriors/mnist-posteriors.js";

const {model, client} = await mnistPosteriors();

async function runsOf(pixels: ArrayLike<number>, moves: number): Promise<ChainRuns> {
  const x = Float32Array.from(pixels, (byte) => byte / 255);
  let last: ChainRuns | undefined;
  for await (last of chainRuns(client, x, {seed: 1, moves}));
  return last!;
}

it("chains from the posterior of a decoding stay in it, and few of those from the prior get there", async () => {
  const runs = await runsOf(recordedDecodings(model, [0]), 10);
  assert.equal(runs.moves.length, 10);
  assert.ok(arrivedShare(runs, "warm", 9) > 0.9);
  assert.ok(arrivedShare(runs, "cold", 9) < 0.4);
  assertInDelta([meanAcceptance(runs, "warm", 9)], [0.9], 0.06);
  assert.ok(meanAcceptance(runs, "cold", 9) < meanAcceptance(runs, "warm", 9));
});

it("after their first moves, chains move no further until they are to go on", async () => {
  const x = Float32Array.from(recordedDecodings(model, [0]), (byte) => byte / 255);
  const waiting: (() => void)[] = [];
  const goOn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const runs = chainRuns(client, x, {seed: 1, moves: 6, goOn});
  assert.equal((await runs.next()).value!.moves.length, 0);
  assert.equal((await runs.next()).value!.moves.length, 2);
  for (const [i, count] of [4, 6].entries()) {
    const next = runs.next();
    assert.equal(waiting.length, i + 1, "it has asked, and nothing goes on meanwhile");
    waiting[i]!();
    assert.equal((await next).value!.moves.length, count);
  }
  assert.ok((await runs.next()).done);
});

const skip = dataFolder() === undefined && "AEVB_DATA is not set";
for (const {index, step, share} of [
  {index: 0, step: 0.0232, share: 0.1},
  {index: 4163, step: 0.0095, share: 0.23}
]) {
  it(
    `of test image ${index} the step size is ${step}, and after 10 moves ${share} have arrived`,
    {skip},
    async () => {
      const {images} = await loadDataset("mnist", {split: "test"});
      const runs = await runsOf(images.subarray(784 * index, 784 * (index + 1)), 10);
      assertInDelta([runs.stepSize / step], [1], 0.25);
      // 48 chains: three standard errors of a share.
      const slack = 3 * Math.sqrt((2 * share * (1 - share)) / 48);
      assertInDelta([arrivedShare(runs, "cold", 9)], [share], slack);
    }
  );
}
