import type {KernelMeasure} from "../../engine/training/gradient.js";
import {evaluationNoiseOf} from "../../vae/evaluate.js";
import type {MeanElbo} from "../../vae/gradient.js";
import {meanKlPerUnit} from "../../math/latent-use.js";
import {fullInk, type Images} from "../../formats/images.js";
import {firstImages} from "../trainer-plan.js";
import type {Learner} from "./learner.js";
import {measureLikelihood, type LikelihoodTerms} from "./likelihood.js";
import type {ExperimentPlan} from "./plan.js";

/** The bound over the measured images of both sets, in nats per image. */
export interface MeanBound {
  train: MeanElbo;
  heldOut: MeanElbo;
  /** The mean KL of each latent dimension, over held-out images. */
  klPerUnit: number[];
}

/** What is known of a learner at a point; Monte Carlo EM, which has no q, has no bound. */
export interface MeasuredTerms extends Partial<MeanBound> {
  likelihood?: {train: LikelihoodTerms; heldOut: LikelihoodTerms};
}

/** How far the measuring of one point is, in images of both sets. */
export interface MeasuringProgress {
  done: number;
  of: number;
}

/**
 * Returns a function that measures a learner on the plan's first images of both sets, with the same
 * noise every time. The marginal likelihood comes in parts: after each it says how far it is.
 */
export function createMeasure(
  learner: Learner,
  {train, heldOut}: {train: Images; heldOut: Images},
  plan: ExperimentPlan
): () => Generator<MeasuringProgress, MeasuredTerms> {
  const sets = {train: measuredSet(train, plan), heldOut: measuredSet(heldOut, plan)};
  const of = sets.train.count + sets.heldOut.count;
  function* likelihoodOf(
    {x, count}: MeasuredSet,
    before: number
  ): Generator<MeasuringProgress, LikelihoodTerms> {
    const {latentSize, seed, batchSize: rows} = plan;
    const hasEncoder = plan.method !== "mcem";
    const model = {...learner.model, of: learner.posterior().of};
    const parts = measureLikelihood(model, x, {latentSize, seed, rows, count, hasEncoder});
    let part = parts.next();
    for (; part.done !== true; part = parts.next()) yield {done: before + part.value, of};
    return part.value;
  }
  return function* () {
    const bound = plan.method === "mcem" ? {} : boundTerms(learner.model, sets, plan);
    if (plan.likelihood !== true) return bound;
    const ofTrain = yield* likelihoodOf(sets.train, 0);
    const ofHeldOut = yield* likelihoodOf(sets.heldOut, sets.train.count);
    return {...bound, likelihood: {train: ofTrain, heldOut: ofHeldOut}};
  };
}

function boundTerms(
  model: KernelMeasure,
  sets: {train: MeasuredSet; heldOut: MeasuredSet},
  plan: ExperimentPlan
): MeanBound {
  const {klPerUnit: _, ...train} = meanBound(model, sets.train, plan);
  const {klPerUnit, ...heldOut} = meanBound(model, sets.heldOut, plan);
  return {train, heldOut, klPerUnit};
}

/** Images as they are measured, always with the same noise. */
interface MeasuredSet {
  x: Float32Array;
  count: number;
  noise: Float32Array;
}

function measuredSet(
  images: Images,
  {measuredImages, seed, latentSize}: ExperimentPlan
): MeasuredSet {
  const {pixels, count} = firstImages(images, Math.min(images.count, measuredImages));
  const ink = fullInk(pixels);
  const x = Float32Array.from(pixels, (pixel) => pixel / ink);
  return {x, count, noise: evaluationNoiseOf(seed, count, latentSize)};
}

/** Returns the mean bound of images by equation (10), with one draw of z each. */
function meanBound(
  model: KernelMeasure,
  {x, count, noise}: MeasuredSet,
  {latentSize}: ExperimentPlan
): MeanElbo & {klPerUnit: number[]} {
  const {reconstruction, mu, logVar} = model.measure(x, noise);
  const klPerUnit = Array.from(meanKlPerUnit(mu, logVar, latentSize));
  const mean = reconstruction.reduce((sum, term) => sum + term, 0) / count;
  const kl = klPerUnit.reduce((sum, term) => sum + term, 0);
  return {elbo: mean - kl, reconstruction: mean, kl, klPerUnit};
}
