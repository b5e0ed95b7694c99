import assert from "node:assert/strict";
import {it} from "node:test";
import {ownNote, progressText} from "../../src/experiments/own-run-bar.js";
import {experimentPanels} from "../../src/training/experiments/page-runs.js";
import {recordedRun} from "../training/experiments/recorded-run.js";

it("progressText(curves) says how far each run is, and its minutes per million images", () => {
  const [panel] = experimentPanels([recordedRun({}), recordedRun({method: "wake-sleep"})]);
  const run = {rate: 0.02, curve: []};
  const runs = [
    {...run, imagesSeen: 20_000, seconds: 6},
    {...run, imagesSeen: 0, seconds: 0, measuring: {done: 300, of: 2000}}
  ];
  assert.equal(
    progressText({panel, runs}),
    "AEVB: 20,000 images in 6 s, 5.0 min per million · wake-sleep: 0 images in 0 s, measuring log p(x): 15 %"
  );
});

it("ownNote(…) says what differs from the record", () => {
  const {plan} = recordedRun({});
  const own = {...plan, trainImages: 10_000, measuredImages: 1000};
  assert.equal(
    ownNote(plan, own, {isReal: true}),
    "The plan and the step sizes are those of the record, but it learns from 10,000 of the " +
      "record’s 50,000 images of MNIST, and is measured on 1,000."
  );
  assert.equal(
    ownNote(plan, plan, {isReal: true}),
    "The plan, the seed (0), the step sizes and the images are those of the record: the curves " +
      "should lie on it."
  );
  assert.match(
    ownNote(plan, own, {isReal: false}),
    /images that a shipped decoder makes up.*measured on 1,000: its curves are not to be compared\.$/
  );
});
