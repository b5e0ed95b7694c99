import assert from "node:assert/strict";
import {it} from "node:test";
import {
  chainsSentence,
  errorSentence,
  leadOf,
  longerSentence,
  mcemSentence,
  mcemVerdict,
  trainLeadSentence,
  wakeSleepSentence
} from "../../../src/figures/likelihood-curves/findings.js";
import {
  likelihoodCurves,
  likelihoodPanels,
  likelihoodReading,
  likelihoodRow,
  likelihoodRows,
  panelReach,
  panelToRun,
  runRemarks,
  sharedDomains
} from "../../../src/figures/likelihood-curves/panels.js";
import {ownRows, type OwnCurves} from "../../../src/experiments/own-curves.js";
import type {PageRun} from "../../../src/training/experiments/page-runs.js";
import type {ExperimentPlan} from "../../../src/training/experiments/plan.js";
import {recordedRun} from "../../training/experiments/recorded-run.js";

/** What a test wants of a run: log p(x) on held-out images after 10,000, 20,000 … images. */
interface Wishes extends Partial<ExperimentPlan> {
  heldOut: number[];
  /** By how much it is higher on training images. */
  overfit?: number;
  secondsPerPoint?: number;
  rate?: number;
}

function run({rate = 0.02, overfit = 1, ...wishes}: Wishes): PageRun {
  const {trainImages = 1000, method = "aevb", seed = 0, trialSteps = 20, heldOut} = wishes;
  const longer = trialSteps > 20 ? "-longer" : "";
  const id = `n${trainImages}${longer}-${method}-${seed}`;
  const all = recordedRun({...wishes, trainImages, id});
  const likelihoodOf = (more: number) => ({
    estimate: heldOut.map((value) => value + more),
    spread: heldOut.map(() => 0.25),
    importance: heldOut.map((value) => value + more - 0.03)
  });
  const likelihood = {heldOut: likelihoodOf(0), train: likelihoodOf(overfit)};
  const {imagesSeen, seconds} = all.curve;
  return {...all, rate, curve: {imagesSeen, seconds, likelihood}};
}

const runs = [
  run({heldOut: [-200, -180], overfit: 10}),
  run({heldOut: [-200, -170], seed: 1, overfit: 20}),
  run({method: "wake-sleep", heldOut: [-198, -190]}),
  run({method: "mcem", heldOut: [-190, -160], secondsPerPoint: 4}),
  run({trialSteps: 100, rate: 0.1, heldOut: [-190, -150]}),
  run({trainImages: 50_000, heldOut: [-200, -180]}),
  run({trainImages: 50_000, method: "mcem", heldOut: [-190, -190], secondsPerPoint: 4})
];
const panels = likelihoodPanels(runs);

it("a panel has all that learned from the same images, and names a longer trial by its step size", () => {
  assert.deepEqual(
    panels.map(({id, contestants}) => [id, ...contestants.map(({curve, name}) => [curve, name])]),
    [
      [
        "n1000",
        ["n1000-aevb", "AEVB"],
        ["n1000-wake-sleep", "wake-sleep"],
        ["n1000-mcem", "MCEM"],
        ["n1000-longer-aevb", "AEVB at 0.1"]
      ],
      ["n50000", ["n50000-aevb", "AEVB"], ["n50000-mcem", "MCEM"]]
    ]
  );
  assert.equal(
    panelReach(panels[0]!),
    "AEVB to 20,000 images, 2 seeds; wake-sleep, MCEM, AEVB at 0.1 to 20,000 images, one seed"
  );
});

it("panelReach(panel) says where the seeds of a curve end at different places", () => {
  const [panel] = likelihoodPanels([run({heldOut: [-200, -180]}), run({seed: 1, heldOut: [-200]})]);
  assert.equal(panelReach(panel!), "AEVB to 10,000 or 20,000 images, 2 seeds");
});

it("curves are drawn over images with a band and error bars, or over the time of learning", () => {
  const [aevb] = likelihoodCurves(panels[0]!, "imagesSeen");
  assert.deepEqual(aevb!.solid[1], {x: 20_000, y: -180, error: 0.25});
  assert.deepEqual(aevb!.dashed!.points[1], {x: 20_000, y: -170});
  assert.deepEqual(aevb!.band![1], {x: 20_000, low: -180, high: -170});
  const [other] = likelihoodCurves(panels[0]!, "imagesSeen", {seed: 1});
  assert.equal(other!.solid[1]!.y, -170);
  const mcem = likelihoodCurves(panels[0]!, "seconds")[2]!;
  assert.deepEqual(mcem.solid[1], {x: 8, y: -160, error: 0.25});
  assert.deepEqual(mcem.band, []);
  assert.deepEqual(sharedDomains(panels, "seconds").x, [2, 8]);
  const {y} = sharedDomains(panels, "imagesSeen");
  assert.deepEqual(y, [-202.04, -146.96], "room above and below the curves of all seeds");
});

it("a reader’s own runs are curves of their panel over images and time, and widen the axes", () => {
  const panel = panelToRun(panels[0]!);
  const terms = (estimate: number) => ({estimate, spread: 0.3, importance: estimate, failed: 0});
  const likelihood = {train: terms(-100), heldOut: terms(-120)};
  const point = {imagesSeen: 10_000, seconds: 0.5, likelihood};
  const idle = {imagesSeen: 100, seconds: 0, rate: 0.02, curve: []};
  const own: OwnCurves = {
    panel,
    plans: panel.methods.map(({runs: [{plan}]}) => plan),
    runs: [idle, idle, {imagesSeen: 12_000, seconds: 0.6, rate: 0.1, curve: [point]}],
    isReal: true
  };
  for (const [axis, x] of [
    ["imagesSeen", 10_000],
    ["seconds", 0.5]
  ] as const) {
    const curve = likelihoodCurves(panels[0]!, axis, {own}).at(-1)!;
    assert.equal(curve.id, "own-mcem");
    assert.deepEqual(curve.solid, [{x, y: -120}]);
  }
  assert.equal(
    likelihoodCurves(panels[1]!, "imagesSeen", {own}).length,
    2,
    "none in another panel"
  );
  assert.equal(sharedDomains(panels, "seconds", own).x[0], 0.5);
  const [row] = ownRows(own, likelihoodRow);
  assert.deepEqual(
    [row!.method, row!.log_p_held_out_nats, row!.log_p_in_training_nats, row!.learning_s],
    ["Monte Carlo EM", -120, -100, 0.5]
  );
});

it("panelToRun(panel) has Monte Carlo EM with few images alone, as in the paper, and says so", () => {
  const [few, many] = panels.map(panelToRun);
  assert.deepEqual(
    [few, many].map(({methods}) => methods.map(({method}) => method)),
    [["aevb", "wake-sleep", "mcem"], ["aevb"]]
  );
  assert.match(runRemarks(many), /Monte Carlo EM is left out with so many images\.$/);
  assert.match(runRemarks(few), /by the clock of this computer, without measuring\.$/);
});

it("leadOf(a, b, axis) is a mean over the seeds that both have, after equal images or equal time", () => {
  const [aevb, wakeSleep, mcem] = panels[0]!.contestants;
  assert.deepEqual(leadOf(mcem!, aevb!, "imagesSeen"), {at: 20_000, nats: 20});
  // After 4 s Monte Carlo EM has seen half as many images.
  assert.deepEqual(leadOf(mcem!, aevb!, "seconds"), {at: 4, nats: -10});
  const between = leadOf(
    {...mcem!, runs: [run({method: "mcem", heldOut: [-190, -160], secondsPerPoint: 2.5})]},
    aevb!,
    "seconds"
  );
  const share = Math.log(4 / 2.5) / Math.log(2);
  assert.ok(Math.abs(between!.nats - (-190 + 30 * share + 180)) < 1e-9, `${between!.nats}`);
  const alone = {...wakeSleep!, runs: [run({method: "wake-sleep", seed: 7, heldOut: [-1]})]};
  assert.equal(leadOf(alone as typeof wakeSleep & object, aevb!, "imagesSeen"), undefined);
});

it("the sentences say what the record says", () => {
  assert.equal(
    mcemSentence(panels),
    "With 1,000 training images Monte Carlo EM is 20.0 nats ahead of AEVB after 20,000 images " +
      "seen, and 10.0 nats behind it after 4 seconds of learning. With 50,000 training images " +
      "Monte Carlo EM is 10.0 nats behind AEVB after 20,000 images seen, and 10.0 nats behind it " +
      "after 4 seconds of learning."
  );
  assert.equal(
    longerSentence(panels),
    "A trial of 100 minibatches instead of 20 chooses 0.1 for AEVB instead of 0.02. With 1,000 " +
      "training images it is then 30.0 nats ahead of itself at 0.02, 10.0 nats ahead of " +
      "Monte Carlo EM and 40.0 nats ahead of wake-sleep after 20,000 images seen."
  );
  assert.equal(longerSentence(panels.slice(1)), "");
  assert.equal(
    mcemVerdict(panels),
    "With 50,000 training images it is behind here, and so it is with 1,000 training images."
  );
  const quick = run({method: "mcem", heldOut: [-190, -160], secondsPerPoint: 2});
  assert.equal(
    mcemVerdict(likelihoodPanels([...runs.filter(({id}) => id !== quick.id), quick])),
    "With 50,000 training images it is behind here; it is the other way round with 1,000 " +
      "training images."
  );
  assert.equal(
    wakeSleepSentence(panels),
    "With 1,000 training images wake-sleep is ahead of AEVB at 1 of 2 points, by 2.0 nats at " +
      "most, and 10.0 nats behind it at the last, after 20,000 images."
  );
  assert.equal(
    trainLeadSentence(panels),
    "With 1,000 training images log p(x) ends higher on training images than on held-out ones by " +
      "15.0 (AEVB), 1.0 (wake-sleep), 1.0 (MCEM) and 1.0 (AEVB at 0.1) nats. With 50,000 training " +
      "images log p(x) ends higher on training images than on held-out ones by 1.0 (AEVB) and 1.0 " +
      "(MCEM) nats."
  );
  assert.match(chainsSentence(panels), /stands at −190\.0 nats .* 50,000 .* at −160\.0 nats/);
  assert.match(chainsSentence(panels), /moved 0 times there and 4 times here\.$/);
  assert.match(errorSentence(runs), /off by 0\.25 nats at most, .* by 0\.03 at most\.$/);
});

it("a run says its numbers by both estimators, in words and in rows", () => {
  assert.equal(
    likelihoodReading(runs[3]!, 1),
    "After 20,000 images, 8 s: −160.0 nats on held-out images, −159.0 on training images. One " +
      "held-out image’s estimate is off by 0.25; by importance sampling the mean is 0.03 lower."
  );
  const rows = likelihoodRows(runs);
  assert.equal(rows.length, 14);
  assert.deepEqual(
    [rows[7]!.run, rows[7]!.log_p_held_out_nats, rows[7]!.log_p_in_training_by_importance_nats],
    ["n1000-mcem-0", -160, -159.03]
  );
});
