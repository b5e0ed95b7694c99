import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {exampleImages} from "../../../src/data/example-images.js";
import {walk} from "../../../src/figures/fit/walk.js";
import {boundByQuadrature} from "../../../src/math/bound.js";
import {floatLayer} from "../../../src/math/float-layers.js";
import {drawsOf, imageTarget} from "../../../src/math/gradients.js";
import {shippedModel} from "../../../tools/models/shipped-model.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

/** So far the page goes by itself here: q has found a hill, and its bound is known by few points. */
const STEPS = 150;

/** Returns the numbers of the sentence once so many steps are shown. */
async function readingAt(figure: Locator, steps: number) {
  await figure.locator(`.fit-figure[data-steps="${steps}"]:not(.waiting)`).waitFor();
  const text = (await figure.locator(".fit-reading").innerText()).replaceAll("−", "-");
  const all = Array.from(text.matchAll(/-?[\d.]*\d/g), ([number]) => Number(number));
  const [taken, mu0, mu1, sigma0, sigma1, bound, best, evidence] = all;
  assert.equal(taken, steps);
  return {
    mu: [mu0!, mu1!],
    sigma: [sigma0!, sigma1!],
    bound: bound!,
    best: best!,
    evidence: evidence!
  };
}

siteTest(
  "fit one image: q goes the way of the walk computed here, below the best q and log p(x)",
  {path: "algorithm.html"},
  async (page) => {
    const figure = page.locator("#fit");
    await figure.scrollIntoViewIfNeeded();
    const start = await readingAt(figure, 0);
    assert.deepEqual(
      [start.mu, start.sigma],
      [
        [0, 0],
        [1, 1]
      ]
    );
    await figure.getByRole("button", {name: "One step"}).click();
    const first = await readingAt(figure, 1);
    await addressHolds(page, /fit-steps=1$/);
    await page.evaluate((steps) => (location.hash = `#fit~1~fit-steps=${steps}`), STEPS);
    const end = await readingAt(figure, STEPS);

    const {layers} = await shippedModel("mnist-2d", {engine: "plain"});
    const {images} = await exampleImages("mnist");
    const x = Float32Array.from(images[0].pixels, (byte) => byte / 255);
    const target = imageTarget(layers.map(floatLayer), x);
    const parts = {bound: async () => NaN, L: 5, seed: 1};
    const here = walk({...parts, draws: async (q, epsilon) => drawsOf(target, q, epsilon)});
    await here.grow(STEPS);
    for (const [steps, shown] of [
      [1, first],
      [STEPS, end]
    ] as const) {
      const {mu, logVar} = here.states[steps]!.q;
      assertInDelta(shown.mu, mu, 0.011);
      assertInDelta(
        shown.sigma,
        logVar.map((value) => Math.exp(value / 2)),
        0.011
      );
    }
    const likelihood = (z: Float32Array) => target(Float64Array.from(z), z.length / 2).f;
    const exact = boundByQuadrature(likelihood, here.states[STEPS]!.q, 500);
    assert.ok(Math.abs(end.bound - exact) < 0.2, `${end.bound}, expected ${exact}`);
    assert.ok(end.bound > first.bound && end.bound <= end.best + 0.01, `${end.bound}`);
    assert.ok(end.best <= end.evidence + 0.01);
  }
);
