import assert from "node:assert/strict";
import {it} from "node:test";
import {walk, WALK_STEPS} from "../../../src/figures/fit/walk.js";
import {diagonalKlToPrior} from "../../../src/math/diagonal-gaussian.js";
import type {DiagonalGaussian} from "../../../src/math/diagonal-gaussian.js";
import {drawsOf} from "../../../src/math/gradients.js";
import type {LocationScale} from "../../../src/math/gradients.js";

const precision = 50;
const target = (z: Float64Array) => ({
  f: Float64Array.from({length: z.length / 2}, (_, l) => {
    return (-precision * ((z[2 * l] - 1) ** 2 + z[2 * l + 1] ** 2)) / 2;
  }),
  slope: z.map((value, i) => -precision * (value - (i % 2 === 0 ? 1 : 0)))
});
/** The exact bound: E_q[log p(x|z)] of a parabola, less the divergence. */
const bound = async (q: DiagonalGaussian) => {
  const [v0, v1] = q.logVar.map(Math.exp);
  const squares = (q.mu[0] - 1) ** 2 + v0 + q.mu[1] ** 2 + v1;
  return (-precision * squares) / 2 - diagonalKlToPrior(q);
};
const parts = (seed: number) => ({
  draws: async (q: LocationScale, epsilon: Float64Array) => drawsOf(target, q, epsilon),
  bound,
  L: 5,
  seed
});

it("a walk begins at the prior, and its bound rises to within a tenth of a nat of log p(x)", async () => {
  const made = walk(parts(1));
  await made.grow(WALK_STEPS);
  assert.equal(made.states.length, WALK_STEPS + 1);
  assert.equal(made.bounds.length, WALK_STEPS + 1);
  assert.deepEqual(made.states[0].q, {mu: [0, 0], logVar: [0, 0]});
  assert.equal(made.bounds[0], -precision * 1.5);
  const evidence = -Math.log(1 + precision) - precision / (1 + precision) / 2;
  const end = made.bounds.at(-1)!;
  assert.ok(end <= evidence && evidence - end < 0.1, `${end}, log p(x) ${evidence}`);
});

it("a walk goes on where it was, and is the same however it is asked to grow", async () => {
  const [whole, parted, other] = [walk(parts(3)), walk(parts(3)), walk(parts(4))];
  await whole.grow(20);
  void parted.grow(3);
  await parted.grow(11);
  await parted.grow(20);
  await other.grow(20);
  assert.deepEqual(parted.states, whole.states);
  assert.notDeepEqual(other.states.at(-1), whole.states.at(-1));
});
