import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  latticeError,
  latticeOver,
  latticePoints,
  logIntegral,
  modesOf
} from "../../src/math/lattice.js";
import {assertInDelta} from "../assert-in-delta.js";

describe("lattice", () => {
  /** Returns log N(z; 0, σ² I) at the points of a lattice. */
  function logNormal(z: Float32Array, sigma: number): Float64Array<ArrayBuffer> {
    return Float64Array.from({length: z.length / 2}, (_, i) => {
      const squares = z[2 * i]! ** 2 + z[2 * i + 1]! ** 2;
      return -squares / (2 * sigma ** 2) - Math.log(2 * Math.PI * sigma ** 2);
    });
  }

  it("latticePoints(lattice) are the middles of the cells, the lowest row first", () => {
    const lattice = latticeOver([0, 4, -1, 1], 2);
    assert.deepEqual(lattice.steps, [2, 1]);
    assert.deepEqual([...latticePoints(lattice)], [1, -0.5, 3, -0.5, 1, 0.5, 3, 0.5]);
  });

  it("logIntegral(f, lattice) is 0 for a density, as soon as a step is one σ", () => {
    const lattice = latticeOver([-4, 4, -4, 4], 16);
    const f = logNormal(latticePoints(lattice), 0.5);
    assertInDelta([logIntegral(f, lattice)], [0], 1e-6);
  });

  it("latticeError(f, lattice) is large where a step of two is too wide, and small elsewhere", () => {
    const errors = [12, 48].map((size) => {
      const lattice = latticeOver([-4.3, 3.7, -3.9, 4.1], size);
      return latticeError(logNormal(latticePoints(lattice), 0.5), lattice);
    });
    assert.ok(errors[0]! > 0.1, `${errors}`);
    assert.ok(errors[1]! < 1e-6, `${errors}`);
  });

  it("latticeOver(box, size) rejects an empty box and a size that is not positive", () => {
    assert.throws(() => latticeOver([1, 1, 0, 1], 4), /invalid box: 1, 1, 0, 1/);
    assert.throws(() => latticeOver([0, 1, 0, 1], 0), /invalid size: 0/);
  });
});

describe("modes", () => {
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
});
