import assert from "node:assert/strict";
import {it} from "node:test";
import {costs, ratesSentence, reachSentence} from "../../src/experiments/runs-summary.js";
import {recordedRun} from "../training/experiments/recorded-run.js";

const runs = [
  recordedRun({heldOut: [-200, -180, -150]}),
  recordedRun({method: "wake-sleep", heldOut: [-195, -182]})
];

it("the sentences say how far runs go, of how many seeds, and at which step sizes", () => {
  assert.equal(
    reachSentence(runs),
    "2 runs are recorded, of 1 seed for each curve, and go as far as 20,000 to 30,000 images."
  );
  assert.equal(
    ratesSentence(runs),
    "The first minibatches chose for AEVB 0.02 throughout, and for wake-sleep 0.02 throughout."
  );
});

it("costs(runs) are minutes of the processor per million images, without measuring", () => {
  const [cost] = costs([recordedRun({secondsPerPoint: 1.2})]);
  assert.equal(cost!.minutes.toFixed(9), "2.000000000");
});
