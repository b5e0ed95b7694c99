import assert from "node:assert/strict";
import {it} from "node:test";
import {latticeOver, latticePoints} from "../../src/vae/lattice.js";
import {modesOf} from "../../src/vae/modes.js";
import {assertInDelta} from "../assert-in-delta.js";

const lattice = latticeOver([-3, 3, -3, 3], 60);
const z = latticePoints(lattice);

/** Returns the log of some round hills on the lattice, each [z₁, height, σ]. */
function hills(...list: [number, number, number][]): Float64Array {
  return Float64Array.from({length: 3600}, (_, i) =>
    Math.log(
      list.reduce((sum, [at, height, sigma]) => {
        const squares = (z[2 * i] - at) ** 2 + z[2 * i + 1] ** 2;
        return sum + height * Math.exp(-squares / (2 * sigma ** 2));
      }, 1e-12)
    )
  );
}

it("modesOf(logDensity, lattice) shares the mass among hills that are parted by a valley", () => {
  const modes = modesOf(hills([-1.5, 1, 0.3], [1.5, 3, 0.3]), lattice);
  assertInDelta(
    modes.map(({mass}) => mass),
    [0.75, 0.25],
    1e-3
  );
  assertInDelta([z[2 * modes[0].top], z[2 * modes[1].top]], [1.5, -1.5], 0.06);
});

it("modesOf(logDensity, lattice) goes by mass, not by height", () => {
  const modes = modesOf(hills([-1.5, 2, 0.2], [1.5, 1, 0.6]), lattice);
  assert.ok(z[2 * modes[0].top] > 1);
  assertInDelta([modes[0].mass], [0.36 / 0.44], 0.01);
});

it("modesOf(logDensity, lattice, depth) takes shallow dips for none", () => {
  const touching = hills([-0.7, 1, 0.5], [0.7, 1, 0.5]);
  assert.equal(modesOf(touching, lattice).length, 1);
  assert.equal(modesOf(touching, lattice, 0.1).length, 2);
});
