import assert from "node:assert/strict";
import {it} from "node:test";
import {runLatents} from "../../../src/figures/bound-curves/latent-bars.js";
import {ownRows, type OwnCurves} from "../../../src/experiments/own-curves.js";
import {
  boundRow,
  panelCurves,
  panelRows,
  predictedPanel,
  recordedRows,
  referenceCurves
} from "../../../src/figures/bound-curves/panels.js";
import {experimentPanels} from "../../../src/training/experiments/page-runs.js";
import {recordedRun} from "../../training/experiments/recorded-run.js";

const panels = experimentPanels([
  recordedRun({latentSize: 20, heldOut: [-200, -100]}),
  recordedRun({latentSize: 3}),
  recordedRun({latentSize: 3, seed: 1}),
  recordedRun({dataset: "fashion-mnist", latentSize: 2, hiddenUnits: 200, heldOut: [-300, -280]}),
  recordedRun({latentSize: 200, method: "wake-sleep"})
]);

it("panelRows(panels) has a row for each data set, the latents in order, and shared axes", () => {
  const rows = panelRows(panels);
  assert.deepEqual(
    rows.map(({title, panels: members}) => [title, ...members.map(({id}) => id)]),
    [
      ["MNIST, 500 hidden units", "mnist-3", "mnist-20", "mnist-200"],
      ["Fashion-MNIST, 200 hidden units", "fashion-2"]
    ]
  );
  const [mnist, fashion] = rows.map(({domains}) => domains);
  assert.deepEqual(mnist.x, fashion.x);
  assert.ok(mnist.y[0] < -200 && mnist.y[1] > -99.5, "room below and above");
  assert.ok(fashion.y[1] < -270);
});

it("predictedPanel(panels) is that of AEVB with the most latents on MNIST", () => {
  assert.equal(predictedPanel(panels).id, "mnist-20");
  assert.throws(() => predictedPanel(panels.slice(-1)), /invalid runs: none of AEVB on MNIST/);
  const [row] = panelRows(panels);
  const references = referenceCurves(row, predictedPanel(panels));
  assert.deepEqual(
    references.map(({name, description}) => [name, description]),
    [["3 latents", undefined]]
  );
});

it("panelCurves(panel) draws the run of a seed where it is asked for", () => {
  const three = panels.find(({id}) => id === "mnist-3")!;
  assert.equal(panelCurves(three)[0].solid[0].y, -120);
  const changed = structuredClone(three);
  changed.methods[0].runs[1].curve.heldOut!.elbo[0] = -99;
  assert.equal(panelCurves(changed, {seed: 1})[0].solid[0].y, -99);
  assert.equal(panelCurves(changed, {seed: 7})[0].solid[0].y, -120);
});

it("a reader’s own runs are curves and rows of their panel alone", () => {
  const [panel, other] = panels;
  const terms = {elbo: -150, reconstruction: -140, kl: 10};
  const point = {imagesSeen: 10_000, seconds: 3, heldOut: terms, train: terms};
  const own: OwnCurves = {
    panel,
    plans: [panel.plan],
    runs: [{imagesSeen: 20_000, seconds: 6, rate: 0.02, curve: [point]}],
    isReal: true
  };
  assert.deepEqual(
    panelCurves(panel, {own}).map(({id}) => id),
    ["mnist-20-aevb", "own-aevb"]
  );
  assert.equal(panelCurves(other, {own}).length, 1);
  const [row] = ownRows(own, boundRow);
  assert.deepEqual(
    [row.images, row.images_seen, row.bound_held_out_nats],
    ["of the data set", 10_000, -150]
  );
  const [made] = ownRows({...own, isReal: false}, boundRow);
  assert.equal(made.images, "made up by a shipped decoder");
  assert.deepEqual(ownRows(undefined, boundRow), []);
});

it("recordedRows(panels) has a row for each point of each run", () => {
  const rows = recordedRows(panels);
  assert.equal(rows.length, 10);
  assert.equal(new Set(rows.map(({run}) => run)).size, 5);
  assert.ok(rows.every((row) => typeof row.bound_held_out_nats === "number"));
});

it("runLatents(panel) sorts the KL of a run’s latents, and counts those in use", () => {
  const [panel] = experimentPanels([recordedRun({klPerUnit: [0.009, 2, 0.01]})]);
  const [{kl, active}] = runLatents(panel);
  assert.deepEqual([kl, active], [[2, 0.01, 0.009], 2]);
});
