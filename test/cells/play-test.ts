import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {nats, playWith} from "../../src/cells/play.js";
import {playHelp} from "../../src/figures/exercises/help.js";
import {fromFloat16} from "../../src/formats/bytes.js";
import {kernelValues} from "../../src/formats/layers.js";
import {imagePosteriors} from "../../src/math/image-posterior.js";
import {createPackedEncoder} from "../../src/engine/packed-encoder.js";
import {projectFolder} from "../../tools/project.js";
import {recordedDecodings, shippedModel} from "../../tools/models/shipped-model.js";
import {playNameList} from "../../tools/site/play-cells.js";
import {assertInDelta} from "../assert-in-delta.js";

const shipped = await shippedModel("mnist-2d");
const {manifest, network, codes, layers} = shipped;
const bytes = await readFile(join(projectFolder, "models", "mnist-2d", "encoder", "weights.bin"));
const weights = new Uint8Array(bytes).buffer;
const encoder = await createPackedEncoder({manifest, weights});
const image = Float32Array.from(recordedDecodings(shipped, [3]), (ink) => ink / 255);
const {x, q, decode, encode, elbo} = playWith({manifest, encoder, decoder: network}, image);

it("decode(z) gives the means of the pixels that the decoder draws, for one place or several", () => {
  const z = [...codes.mu.subarray(6, 8)];
  const means = decode(z);
  assert.equal(means.length, 784);
  assertInDelta(means, image, 0.5 / 255 + 1e-6);
  assertInDelta(decode([...z, 0, 0]).subarray(0, 784), means);
  assertInDelta(decode(Float32Array.of(0, 0)), decode([0, 0]), 0);
});

it("encode(x) gives the encoder’s q, which is q for the image x", () => {
  assert.equal(x, image);
  assert.deepEqual(encode(x), q);
  const {mu, logVar} = encoder.encode(x, 1);
  assert.deepEqual(q, {mu: [...mu], logVar: [...logVar]});
});

it("elbo(x) agrees with the bound of section 2.2, whose quadrature is another", () => {
  const lastLayer = layers.at(-1)!;
  const last = {weights: kernelValues(lastLayer), bias: fromFloat16(lastLayer.bias)};
  const posterior = imagePosteriors(network, last)(x);
  assertInDelta([elbo(x)], [[...posterior.bounds(q)].at(-1)!.elbo], 0.01);
  const other = {mu: [0.2, -0.1], logVar: [-3, -2]};
  assertInDelta([elbo(x, other)], [[...posterior.bounds(other)].at(-1)!.elbo], 0.5);
});

it("elbo(x, q, {samples, seed}) is an estimate of it, the same for the same seed", () => {
  const estimate = (seed: number) => elbo(x, q, {samples: 4000, seed});
  assert.equal(estimate(1), estimate(1));
  assert.notEqual(estimate(1), estimate(2));
  assertInDelta([estimate(1), estimate(2)], [elbo(x), elbo(x)], 0.5);
  assert.equal(elbo(x, q, {samples: 3}), elbo(x, q, {samples: 3, seed: 0}));
});

it("what is played with wrongly is named, with its value and what was expected", () => {
  const wrong: [() => unknown, RegExp][] = [
    [() => decode([0, 99, 3]), /invalid z: 3 numbers, expected 2, one for each latent/],
    [() => decode([]), /invalid z: 0 numbers, expected 2/],
    [() => decode([NaN, 0]), /invalid z: NaN at 0/],
    [() => encode([1]), /invalid x: length 1, expected 784/],
    [() => elbo(x.map((value) => 255 * value)), /invalid x: .* expected numbers in \[0, 1\]/],
    [() => elbo(x, {mu: [0], logVar: [0, 0]}), /invalid q\.mu: length 1, expected 2/],
    [() => elbo(x, {mu: [0, 0], logVar: [0, NaN]}), /invalid q\.logVar: NaN at 1/],
    [() => elbo(x, q, {samples: 0}), /invalid samples: 0/],
    [() => elbo(x, q, {samples: 2, seed: 0.5}), /invalid seed: 0\.5/]
  ];
  for (const [call, message] of wrong) assert.throws(call, message);
});

it("nats(value, digits) has a true minus", () => {
  assert.deepEqual([nats(-183.39), nats(7.989, 2), nats(0)], ["−183.4", "7.99", "0.0"]);
});

it("the build, the help and the names to play with agree", async () => {
  assert.deepEqual(Object.keys(playHelp), playNameList);
  const source = await readFile(join(projectFolder, "src", "cells", "play-names.ts"), "utf8");
  const made = source.slice(source.indexOf("export const playNames")).matchAll(/^ {2}(\w+):/gm);
  assert.deepEqual(
    Array.from(made, ([, name]) => name),
    playNameList
  );
});
