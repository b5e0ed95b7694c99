import assert from "node:assert/strict";
import {it} from "node:test";
import {checkCommand, chosenStages} from "../../../tools/experiments/options.js";

const idsOf = (options: Parameters<typeof chosenStages>[0]) =>
  chosenStages(options).stages.map(({id, images}) => `${id} ${images}`);

it("chosenStages({figure: 2}) begins with one seed of every setting, to a million images", () => {
  const stages = chosenStages({figure: "2"}).stages.slice(0, 18);
  assert.equal(new Set(stages.map(({id}) => id)).size, 18);
  for (const {plan, images} of stages) assert.deepEqual([plan.seed, images], [0, 1e6]);
});

it("chosenStages(…) has each run of a figure, and none goes back", () => {
  for (const [figure, runs] of [
    ["2", 38],
    ["3", 24]
  ] as const) {
    const reached = new Map<string, number>();
    for (const {id, images} of chosenStages({figure}).stages) {
      assert.ok(images > (reached.get(id) ?? 0), id);
      reached.set(id, images);
    }
    assert.equal(reached.size, runs);
  }
});

it("chosenStages(…) keeps what --only, --seeds and --images leave", () => {
  assert.deepEqual(idsOf({figure: "2", only: "mnist-3-aevb", seeds: "0,2", images: "2000000"}), [
    "mnist-3-aevb-0 1000000",
    "mnist-3-aevb-2 1000000",
    "mnist-3-aevb-0 2000000",
    "mnist-3-aevb-2 2000000"
  ]);
  assert.deepEqual(idsOf({figure: "3", only: "n1000-mcem-1", images: "5e5"}), [
    "n1000-mcem-1 500000"
  ]);
});

it("chosenStages(…) changes fields by --set, and wants --out then", () => {
  const set = ["rates=0.02", "weightPrior=none", "hiddenUnits=50"];
  const [{plan}] = chosenStages({figure: "3", set, out: "elsewhere"}).stages;
  assert.deepEqual([plan.rates, plan.weightPrior, plan.hiddenUnits], [[0.02], "none", 50]);
  assert.throws(() => chosenStages({figure: "3", set}), /^Error: invalid --set: without --out/);
});

it("chosenStages(…) names an option that is wrong, its value and what was expected", () => {
  const wrong = (options: Parameters<typeof chosenStages>[0], message: RegExp) =>
    assert.throws(() => chosenStages({figure: "2", out: "elsewhere", ...options}), {message});
  wrong({figure: "4"}, /^invalid --figure: 4, expected 2 or 3$/);
  wrong({only: "mnist-4"}, /^invalid --only: mnist-4, expected the name of a run/);
  wrong({seeds: "x"}, /^invalid --seeds: x, expected an integer ≥ 0$/);
  wrong({images: "0"}, /^invalid --images: 0, expected an integer ≥ 1$/);
  wrong({set: ["depth=3"]}, /^invalid --set: depth=3, expected FIELD=VALUE with one of dataset/);
  wrong({set: ["dreamKind=night"]}, /^invalid --set: dreamKind=night, expected one of draw, mean$/);
  wrong({set: ["rates=0.1,fast"]}, /^invalid --set: rates=0.1,fast, expected numbers > 0$/);
});

it("checkCommand(…) repeats the beginning of a run with the same changes", () => {
  assert.equal(
    checkCommand(2, "mnist-3-aevb-0", {}),
    "npm run experiment -- --figure 2 --only mnist-3-aevb-0 --images 200000 --check"
  );
  assert.equal(
    checkCommand(3, "n1000-mcem-0", {set: ["rates=0.02"], out: "elsewhere"}),
    "npm run experiment -- --figure 3 --only n1000-mcem-0 --set rates=0.02 --out elsewhere --images 200000 --check"
  );
});
