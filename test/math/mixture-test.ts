import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {it} from "node:test";
import {decodeCodes} from "../../src/formats/codes.js";
import type {MixtureRecord, MixtureTerms} from "../../src/formats/mixture-record.js";
import {
  mixtureMass,
  mixtureSamples,
  mixtureTerms,
  shareOfHalf,
  SQUARE_SIDE
} from "../../src/math/mixture.js";
import {sampleMoments} from "../../src/math/moments.js";
import {priorSamples} from "../../src/math/random.js";
import {parseManifest} from "../../src/formats/manifest.js";
import {assertInDelta} from "../assert-in-delta.js";

/** Returns codes of one latent. */
const codesOf = (mu: number[], sigma: number) => ({
  count: mu.length,
  latentSize: 1,
  mu: Float32Array.from(mu),
  logVar: new Float32Array(mu.length).fill(2 * Math.log(sigma))
});

it("mixtureTerms(codes) of posteriors that are the prior has nothing to take apart", () => {
  const {kl, information, mismatch, standardError} = mixtureTerms(codesOf([0, 0, 0, 0, 0], 1), {
    seed: 1
  });
  assertInDelta([kl, information, mismatch, standardError], [0, 0, 0, 0], 1e-6);
});

it("mixtureTerms(codes) of posteriors far apart has the information log N, and no more", () => {
  const {count, information, standardError} = mixtureTerms(codesOf([-30, -10, 10, 30], 0.5), {
    seed: 1
  });
  assertInDelta([count, information, standardError], [4, Math.log(4), 0], 1e-9);
});

it("mixtureTerms(codes) of the prior’s own parts has their information, and no mismatch", () => {
  // If μ ~ N(0, 1 − σ²), the mixture is the prior, and I(x; z) is −log σ.
  const mu = Array.from(priorSamples(3, 3000, 1), (value) => 0.8 * value);
  const {kl, information, mismatch, standardError} = mixtureTerms(codesOf(mu, 0.6), {seed: 1});
  assertInDelta([information], [-Math.log(0.6)], 4 * standardError);
  assert.ok(Math.abs(mismatch) < 0.03, String(mismatch));
  assertInDelta([kl], [information + mismatch], 1e-9);
});

it("mixtureSamples(codes) have the moments of the mixture, and the same noise in all models", () => {
  const codes = codesOf([-3, 1, 2], 0.5);
  const {mean, variance} = sampleMoments(mixtureSamples(codes, {seed: 1, count: 20000}));
  assertInDelta([mean, variance], [0, 14 / 3 + 0.25], 0.1);
  const two = {...codes, latentSize: 2, mu: new Float32Array(6), logVar: new Float32Array(6)};
  const z = mixtureSamples(two, {seed: 4, count: 5});
  assert.deepEqual(z, priorSamples(4, 5, 2));
});

it("the recorded terms are those of the shipped models, and add up", () => {
  const read = (path: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
  const all = read("src/data/mixtures/terms.json") as Record<string, MixtureTerms>;
  for (const [id, terms] of Object.entries(all)) {
    const {results} = parseManifest(read(`models/${id}/manifest.json`));
    assertInDelta([terms.kl], [results.kl], 0.01);
    assertInDelta([terms.information + terms.mismatch], [terms.kl], 1e-3);
    assert.ok(terms.information <= Math.log(terms.count), id);
  }
  // An independent program found 7.36 = 7.00 + 0.37 for mnist-2d.
  const {kl, information, mismatch} = all["mnist-2d"]!;
  assertInDelta([kl, information, mismatch], [7.36, 7, 0.37], 0.04);
});

it("mixtureMass(codes) of a posterior that is the prior is the same in every cell", () => {
  const prior = {count: 1, latentSize: 2, mu: new Float32Array(2), logVar: new Float32Array(2)};
  const mass = mixtureMass(prior, {axes: [0, 1], side: 8});
  assertInDelta([...mass], Array(64).fill(1 / 64), 1e-6);
});

it("mixtureMass(codes) has its mass where the codes are, across and up", () => {
  const codes = {
    count: 2,
    latentSize: 3,
    mu: Float32Array.of(-1, 9, 1, -1, 9, -1),
    logVar: new Float32Array(6).fill(2 * Math.log(0.1))
  };
  // In halves: the first latent is below the middle, and the third once on either side of it.
  assertInDelta([...mixtureMass(codes, {axes: [0, 2], side: 2})], [0.5, 0, 0.5, 0], 1e-6);
  assertInDelta([...mixtureMass(codes, {axes: [2, 0], side: 2})], [0.5, 0.5, 0, 0], 1e-6);
});

it("the mismatch of a shipped model in the cells of a grid is a little less than its mismatch", () => {
  const folder = new URL("../../", import.meta.url);
  const {mismatch} = (
    JSON.parse(readFileSync(new URL("src/data/mixtures/terms.json", folder), "utf8")) as Record<
      string,
      MixtureTerms
    >
  )["mnist-2d"]!;
  const codes = decodeCodes(readFileSync(new URL("models/mnist-2d/codes.bin", folder)));
  const mass = mixtureMass(codes, {axes: [0, 1], side: 128});
  assertInDelta([mass.reduce((all, one) => all + one, 0)], [1], 1e-6);
  // What is joined in cells can only be more alike, and the cells are small.
  const inCells = mass.reduce(
    (all, one) => all + (one > 0 ? one * Math.log(one * mass.length) : 0),
    0
  );
  assert.ok(inCells < mismatch + 0.01 && inCells > 0.8 * mismatch, `${inCells} of ${mismatch}`);
});

it("the share of the square in which half of q(z) lies is the recorded one", () => {
  const folder = new URL("../../", import.meta.url);
  const terms = JSON.parse(
    readFileSync(new URL("src/data/mixtures/terms.json", folder), "utf8")
  ) as Record<string, MixtureRecord>;
  for (const id of ["mnist-2d", "fashion-2d"]) {
    const codes = decodeCodes(readFileSync(new URL(`models/${id}/codes.bin`, folder)));
    const share = shareOfHalf(mixtureMass(codes, {axes: [0, 1], side: SQUARE_SIDE}));
    assertInDelta([share], [terms[id]!.halfShare!], 1e-5);
  }
});

it("half of what lies evenly takes half of the cells, and of what is crowded it takes less", () => {
  assertInDelta([shareOfHalf([1, 1, 1, 1, 1])], [0.5], 1e-12);
  // Three fifths are in the first cell, so that five sixths of it hold half of all.
  assertInDelta([shareOfHalf([3, 1, 1, 0])], [5 / 6 / 4], 1e-12);
});
