import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {exampleChoice} from "../src/data/example-choice.js";
import {fromFloat16} from "../src/formats/bytes.js";
import type {HardCase, HardCases} from "../src/formats/hard-case.js";
import {kernelValues} from "../src/formats/layers.js";
import {boundTerms} from "../src/math/bound.js";
import type {DiagonalGaussian} from "../src/math/diagonal-gaussian.js";
import {standardNormal} from "../src/math/diagonal-gaussian.js";
import type {PlaneGaussian} from "../src/math/plane-gaussian.js";
import {floatLayer} from "../src/math/float-layers.js";
import {imageTarget} from "../src/math/gradients.js";
import {imagePosteriors} from "../src/math/image-posterior.js";
import {logMeanExp, runningEstimates} from "../src/math/importance.js";
import {imageLikelihoods} from "../src/math/likelihood.js";
import {importanceEstimates, widenedProposal} from "../src/math/marginal-likelihood.js";
import {sampleMoments} from "../src/math/moments.js";
import {posteriorShape} from "../src/math/posterior.js";
import {randomSource, standardNormals} from "../src/math/random.js";
import {dataFolder, loadDataset} from "../tools/data/dataset.js";
import {projectFolder} from "../tools/project.js";
import {recordedDecodings, shippedEncoder, shippedModel} from "../tools/models/shipped-model.js";
import {assertInDelta} from "./assert-in-delta.js";
import {runsWhole, sampled} from "./whole.js";

const every = 5; // one image of this many, of twenty, unless tests run whole
const which = runsWhole ? "every image" : "every fifth image";

for (const id of ["mnist-2d", "fashion-2d"]) {
  const model = await shippedModel(id);
  const {codes, network, layers} = model;
  const lastLayer = layers[layers.length - 1];
  const last = {weights: kernelValues(lastLayer), bias: fromFloat16(lastLayer.bias)};
  const open = imagePosteriors(network, last);
  const path = join(projectFolder, "src", "data", "hard-cases", `${id}.json`);
  const records = JSON.parse(readFileSync(path, "utf8")) as HardCases;
  const encode = await shippedEncoder(id);
  const shown = (pixelsOf: (index: number) => ArrayLike<number>, recorded: HardCase[]) =>
    exampleChoice(codes.labels, recorded).map(({index, kinds}) => {
      const pixels = pixelsOf(index);
      return {x: Float32Array.from(pixels, (byte) => byte / 255), q: encode(pixels), index, kinds};
    });
  // The images that a site shows which was built without the data.
  const examples = shown((index) => recordedDecodings(model, [index]), records.decodings);

  /** Asserts that the hard cases among images are what their labels on the page say. */
  function assertLabels(images: typeof examples, recorded: HardCase[]): void {
    const gaps = images.map(({x, q}) => {
      const {logEvidence} = open(x).posterior();
      const logLikelihood = (z: Float32Array) =>
        imageLikelihoods(x, network.logits(z, z.length / 2));
      return logEvidence - boundTerms(logLikelihood, q, logEvidence, 1000).elbo;
    });
    for (const {index, gap} of recorded) {
      const place = images.findIndex((image) => image.index === index);
      assertInDelta([gaps[place]], [gap], 1e-3 + 1e-4 * gap);
    }
    const order = Array.from(images.keys()).toSorted((i, j) => gaps[j] - gaps[i]);
    const labelled = (kind: string) => order.filter((i) => images[i].kinds.includes(kind));
    assert.deepEqual(order.slice(0, 2), labelled("widest gap"));
    assert.deepEqual(order.slice(-2), labelled("narrowest gap"));
  }

  it(`${id}: of the decodings that a site without data shows, the widest and the narrowest gaps are called so`, () => {
    assertLabels(examples, records.decodings);
  });

  const skip = dataFolder() === undefined && "AEVB_DATA is not set";
  it(
    `${id}: of the test images that a site with data shows, the widest and the narrowest gaps are called so`,
    {skip},
    async () => {
      const {images} = await loadDataset(model.manifest.dataset, {split: "test"});
      const pixelsOf = (index: number) => images.subarray(784 * index, 784 * (index + 1));
      assertLabels(shown(pixelsOf, records.testImages), records.testImages);
    }
  );

  it(`${id}: the bound and the gap add up to log p(x), and each better family has no greater gap, for ${which}`, () => {
    const source = randomSource(11);
    for (const {x, q} of sampled(examples, every)) {
      const image = open(x);
      const {logEvidence, error} = image.posterior();
      assert.ok(error < 0.3, `${error}`);
      const near: DiagonalGaussian = {
        mu: q.mu.map((m) => m + 0.1 * (source() - 0.5)),
        logVar: q.logVar.map((value) => value + source() - 0.5)
      };
      // Anywhere on the plane, as narrow as an encoder's or broader than the prior.
      const random: DiagonalGaussian = {
        mu: q.mu.map(() => 2 * source() - 1),
        logVar: q.logVar.map(() => 0.3 - 7 * source())
      };
      const boundOf = (each: PlaneGaussian) => [...image.bounds(each)].at(-1)!;
      const [encoder, best, full] = [
        boundOf(q),
        ...(["diagonal", "full"] as const).map((family) =>
          boundOf([...image.best(family, q)].at(-1)!.q)
        )
      ];
      for (const {elbo, klToPosterior} of [encoder, best, full, boundOf(near), boundOf(random)]) {
        assertInDelta([elbo + klToPosterior], [logEvidence], 0.01);
        assert.ok(klToPosterior >= -0.02, `${klToPosterior}`);
      }
      assert.ok(best.elbo >= encoder.elbo - 0.005, `${best.elbo} ${encoder.elbo}`);
      assert.ok(full.klToPosterior <= best.klToPosterior + 0.01, `${full.elbo} ${best.elbo}`);
    }
  });

  it(`${id}: the bound and the gap add up to log p(x) for the prior as q`, () => {
    for (const {x} of sampled(examples.slice(8, 10), 2)) {
      const image = open(x);
      const {elbo, klToPosterior} = [...image.bounds(standardNormal(2))].at(-1)!;
      assertInDelta([elbo + klToPosterior], [image.posterior().logEvidence], 0.01);
    }
  });

  it(`${id}: log p(x) agrees with importance sampling by 100,000 draws, within its error`, () => {
    const {x} = examples[3];
    const {logEvidence} = open(x).posterior();
    const draws = 100_000;
    const shape = posteriorShape(open(x).posterior());
    // A proposal broader than the posterior, so that no weight is large.
    const sigma = shape.deviations.map((deviation) => 1.5 * deviation);
    const epsilon = standardNormals(randomSource(2), 2 * draws);
    const z = epsilon.map((e, i) => shape.mean[i % 2] + sigma[i % 2] * e);
    const logWeights = new Float64Array(draws);
    for (let start = 0; start < draws; start += 1000) {
      const part = z.subarray(2 * start, 2 * (start + 1000));
      logWeights.set(imageLikelihoods(x, network.logits(part, 1000)), start);
    }
    for (let i = 0; i < draws; ++i) {
      const [e0, e1, z0, z1] = [epsilon[2 * i], epsilon[2 * i + 1], z[2 * i], z[2 * i + 1]];
      // log p(z) − log proposal(z); their 2π cancel.
      logWeights[i] += (e0 * e0 + e1 * e1 - z0 * z0 - z1 * z1) / 2 + Math.log(sigma[0] * sigma[1]);
    }
    const {estimates, sizes} = runningEstimates(logWeights);
    const standardError = Math.sqrt(1 / sizes[draws - 1] - 1 / draws);
    assert.ok(standardError < 0.02, `${standardError}`);
    assertInDelta([estimates[draws - 1]], [logEvidence], 4 * standardError);
  });

  if (id !== "mnist-2d") continue; // one model says as much as two
  it(`${id}: importance sampling from the encoder’s q, widened, agrees with the lattice`, () => {
    // Of a hard case the encoder’s q may be so far off that no draw of it meets the posterior.
    const easy = examples.filter(({kinds}) => kinds.includes("class"));
    for (const {x, q} of sampled(easy, every)) {
      const times = 30;
      // The same image many times over: its estimates are independent.
      const proposals = Array.from({length: times}, () => widenedProposal(q));
      const logJoint = (z: Float64Array) =>
        imageLikelihoods(x, network.logits(Float32Array.from(z), times)).map(
          (value, i) => value - (z[2 * i] ** 2 + z[2 * i + 1] ** 2) / 2 - Math.log(2 * Math.PI)
        );
      const all = importanceEstimates(logJoint, proposals, {
        source: randomSource(4),
        dimensions: 2,
        draws: 48,
        repeats: 1
      }).map((one) => one!.estimate);
      const {variance} = sampleMoments(all);
      const {logEvidence} = open(x).posterior();
      // p(x) is what is unbiased.
      assertInDelta([logMeanExp(all)], [logEvidence], 4 * Math.sqrt(variance / times) + 0.01);
      assert.ok(variance < 1, `${variance}`);
    }
  });
}

it("mnist-2d: log p(x) agrees with Simpson’s rule over a decoder in double precision", async () => {
  const model = await shippedModel("mnist-2d", {engine: "plain"});
  const x = Float32Array.from(recordedDecodings(model, [0]), (byte) => byte / 255);
  const lastLayer = model.layers[model.layers.length - 1];
  const last = {weights: kernelValues(lastLayer), bias: fromFloat16(lastLayer.bias)};
  const {network} = await shippedModel("mnist-2d");
  const posterior = imagePosteriors(network, last)(x).posterior();
  const {mean, deviations} = posteriorShape(posterior);
  const n = 64; // intervals along a side, which Simpson's rule wants to be even
  const target = imageTarget(model.layers.map(floatLayer), x);
  const steps = deviations.map((deviation) => (2 * 6.5 * deviation) / n);
  let sum = 0;
  for (let i = 0; i <= n; ++i) {
    for (let j = 0; j <= n; ++j) {
      const z = Float64Array.of(mean[0] + (i - n / 2) * steps[0], mean[1] + (j - n / 2) * steps[1]);
      const simpson = (k: number) => (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2) / 3;
      const joint = target(z, 1).f[0] - (z[0] ** 2 + z[1] ** 2) / 2 - Math.log(2 * Math.PI);
      sum += simpson(i) * simpson(j) * Math.exp(joint - posterior.logEvidence);
    }
  }
  assertInDelta([Math.log(sum * steps[0] * steps[1])], [0], 0.005);
});
