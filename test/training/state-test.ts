import assert from "node:assert/strict";
import {it} from "node:test";
import {createPace, isMilestone, minutesPerMillion} from "../../src/training/pace.js";
import {fingerprint} from "../../src/training/run.js";
import {addTerms, meanTerms, noTerms} from "../../src/training/state.js";
import {assertInDelta} from "../assert-in-delta.js";

const terms = (reconstruction: number, kl: number) => ({
  elbo: reconstruction - kl,
  reconstruction,
  kl
});

it("meanTerms(…) is undefined before any minibatch, and then the first one’s", () => {
  assert.equal(meanTerms(noTerms), undefined);
  assert.deepEqual(meanTerms(addTerms(noTerms, terms(-5, 2))), terms(-5, 2));
});

it("meanTerms(…) follows a curve closely at first, and calmly later", () => {
  let running = noTerms;
  for (let step = 0; step < 10; ++step) running = addTerms(running, terms(-100 + step, 0));
  assertInDelta([meanTerms(running)!.reconstruction], [-92.4], 0.5);
  for (let step = 0; step < 2000; ++step) running = addTerms(running, terms(-50, 3));
  assertInDelta([meanTerms(running)!.elbo], [-53], 1e-6);
  const jumped = meanTerms(addTerms(running, terms(-150, 3)))!;
  assertInDelta([jumped.reconstruction], [-51], 1e-3);
});

it("isMilestone(before, after) is true ten times in a decade, at equal factors", () => {
  const points = [];
  for (let seen = 0; seen < 1e5; seen += 100) if (isMilestone(seen, seen + 100)) points.push(seen);
  assert.equal(points[0], 0);
  assert.equal(points.filter((seen) => seen >= 1000 && seen < 10_000).length, 10);
  assert.equal(points.filter((seen) => seen >= 10_000 && seen < 100_000).length, 10);
  assert.ok(isMilestone(999, 1000) && isMilestone(99_950, 100_050));
});

it("createPace() is of the last seconds of training", () => {
  const pace = createPace();
  assert.equal(pace.samplesPerSecond(), 0);
  for (let second = 0; second <= 10; ++second) pace.mark(second, 1000 * second);
  assert.equal(pace.samplesPerSecond(), 1000);
  for (let second = 11; second <= 15; ++second) pace.mark(second, 10_000 + 500 * (second - 10));
  assert.equal(pace.samplesPerSecond(), 500);
  assert.equal(minutesPerMillion(10_000), 100 / 60);
});

it("fingerprint(images) tells images apart", () => {
  // The hash of no bytes, and of “a”, as FNV’s authors publish them.
  assert.equal(fingerprint({pixels: Uint8Array.of(97), count: 1}), "1×1:e40c292c");
  const images = {pixels: Uint8Array.of(1, 2, 3, 4), count: 2};
  assert.notEqual(fingerprint(images), fingerprint({...images, count: 1}));
  assert.notEqual(fingerprint(images), fingerprint({...images, pixels: Uint8Array.of(1, 2, 4, 3)}));
  const real = {pixels: Float32Array.of(0.5, 1), count: 1};
  assert.match(fingerprint(real), /^1×2:[0-9a-f]{8}$/);
});
