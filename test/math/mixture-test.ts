import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {it} from "node:test";
import type {MixtureTerms} from "../../src/formats/mixture-record.js";
import {mixtureSamples, mixtureTerms} from "../../src/math/mixture.js";
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
