import assert from "node:assert/strict";
import {describe, it, test} from "node:test";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {fromFloat16} from "../../src/formats/bytes.js";
import {kernelValues} from "../../src/formats/layers.js";
import {latticeOver, latticePoints} from "../../src/math/lattice.js";
import {
  imageLikelihoods,
  latticeBasis,
  latticeLogLikelihood,
  pixelFloor
} from "../../src/math/likelihood.js";
import {randomSource} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";

describe("lattice likelihood", () => {
  const layers = randomLayers([2, 9, 7, 30], "relu");
  const network = createPlainNetwork(layers);
  const last = {weights: kernelValues(layers[2]), bias: fromFloat16(layers[2].bias)};
  const lattice = latticeOver([-2, 2, -1, 3], 6);
  const source = randomSource(3);
  const x = Float32Array.from({length: 30}, () => source());

  it("latticeLogLikelihood(basis, last, x) is what the whole decoder says at every point", () => {
    const basis = latticeBasis(network, lattice, last);
    const logits = network.logits(latticePoints(lattice), 36);
    assertInDelta(latticeLogLikelihood(basis, last, x), imageLikelihoods(x, logits), 1e-4);
  });

  it("latticeLogLikelihood(basis, last, x) rejects an image of another size", () => {
    const basis = latticeBasis(network, lattice, last);
    assert.throws(
      () => latticeLogLikelihood(basis, last, x.subarray(1)),
      /invalid x: length 29, expected 30/
    );
  });
});

describe("image likelihoods", () => {
  const logit = (mean: number) => Math.log(mean / (1 - mean));

  it("imageLikelihoods(x, logits) sums x log y + (1 − x) log(1 − y) over the pixels of each row", () => {
    const x = Float32Array.of(1, 0, 0.5);
    const rows = [
      [0.9, 0.2, 0.5],
      [0.5, 0.5, 0.25]
    ];
    const expected = [
      Math.log(0.9) + Math.log(0.8) + Math.log(0.5),
      2 * Math.log(0.5) + 0.5 * Math.log(0.25) + 0.5 * Math.log(0.75)
    ];
    const logits = Float32Array.from(rows.flat(), logit);
    assertInDelta(Array.from(imageLikelihoods(x, logits)), expected);
  });

  it("imageLikelihoods(x, logits) is finite for great logits, and for 784 undecided pixels", () => {
    const extremes = imageLikelihoods(Float32Array.of(1, 0), Float32Array.of(-800, 800));
    assertInDelta(Array.from(extremes), [-1600]);
    const undecided = imageLikelihoods(new Float32Array(784), new Float32Array(784));
    assertInDelta(Array.from(undecided), [-784 * Math.LN2]);
  });

  it("imageLikelihoods(x, logits) refuses parts of rows", () => {
    assert.throws(() => imageLikelihoods(new Float32Array(2), new Float32Array(3)), {
      message: "invalid logits: length 3, expected rows of 2"
    });
  });

  it("imageLikelihoods(x, logits) takes images of 64 × 64 pixels", () => {
    const [undecided] = imageLikelihoods(new Float32Array(4096), new Float32Array(4096));
    assertInDelta([undecided], [-4096 * Math.LN2]);
  });
});

describe("pixel floor", () => {
  test("pixelFloor(images) is 0 for pixels that are black or white", () => {
    assert.equal(pixelFloor({pixels: Uint8Array.of(0, 255, 255, 0), count: 2}), 0);
    assert.equal(pixelFloor({pixels: Float32Array.of(0, 1), count: 1}), 0);
  });

  test("pixelFloor(images) is log 2 for each pixel that is a half, in the mean over images", () => {
    const pixels = Float32Array.of(0.5, 0.5, 1, 0.5);
    assert.ok(Math.abs(pixelFloor({pixels, count: 2}) - 1.5 * Math.LN2) < 1e-12);
  });

  test("pixelFloor(images) reads 8-bit pixels as parts of 255", () => {
    const pixels = Uint8Array.of(51, 204); // a fifth, and four fifths
    const entropy = -0.2 * Math.log(0.2) - 0.8 * Math.log(0.8);
    assert.ok(Math.abs(pixelFloor({pixels, count: 1}) - 2 * entropy) < 1e-12);
    const real = {pixels: Float32Array.of(0.2, 0.8), count: 1};
    assert.ok(Math.abs(pixelFloor(real) - 2 * entropy) < 1e-6);
  });
});
