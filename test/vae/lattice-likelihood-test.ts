import assert from "node:assert/strict";
import {it} from "node:test";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {fromFloat16} from "../../src/vae/float16.js";
import {imageLikelihoods} from "../../src/vae/image-likelihoods.js";
import {latticeOver, latticePoints} from "../../src/vae/lattice.js";
import {latticeBasis, latticeLogLikelihood} from "../../src/vae/lattice-likelihood.js";
import {kernelValues} from "../../src/vae/packed-layers.js";
import {randomSource} from "../../src/vae/random.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";

const layers = randomLayers([2, 9, 7, 30], "relu");
const network = createPlainNetwork(layers, fromFloat16);
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
