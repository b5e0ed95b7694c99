import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalKlToPrior, diagonalSamples} from "../../math/diagonal-gaussian.js";
import type {PointLikelihood} from "./bound.js";
import {rightBound} from "./bound.js";
import {calledAnswer, exerciseNormals} from "./exercise.js";

/** A place in a drawing. */
export type AnswerPlace = readonly [x: number, y: number];

/** What is right and what a reader’s function gives, as places to draw; where it fails, none. */
export interface AnswerPoints {
  right: AnswerPlace[];
  yours: AnswerPlace[];
}

/** Returns KL(q ‖ p(z)) of one latent with σ = ½, over μ from −3 to 3, in nats. */
export function klPoints(answer: unknown): AnswerPoints {
  const logVar = [2 * Math.log(0.5)];
  const right: AnswerPlace[] = [];
  const yours: AnswerPlace[] = [];
  for (let i = 0; i <= 60; ++i) {
    const mu = [(i - 30) / 10];
    right.push([mu[0]!, diagonalKlToPrior({mu, logVar})]);
    const called = calledAnswer(answer, [mu, logVar], "number");
    if (i % 3 === 0 && called.fault === undefined) yours.push([mu[0]!, called.numbers[0]!]);
  }
  return {right, yours};
}

/** The q from which the draws of samplePoints come. */
const drawn: DiagonalGaussian = {mu: [1, -0.5], logVar: [-2, 0.4]};

/** Returns draws of z = μ + σ ⊙ ε of two latents, the same noise for both. */
export function samplePoints(answer: unknown): AnswerPoints {
  const right: AnswerPlace[] = [];
  const yours: AnswerPlace[] = [];
  for (let i = 0; i < 150; ++i) {
    const epsilon = exerciseNormals(2, i, 5);
    const [z1, z2] = diagonalSamples(drawn.mu, drawn.logVar, Float32Array.from(epsilon));
    right.push([z1!, z2!]);
    const called = calledAnswer(answer, [drawn.mu, drawn.logVar, epsilon], {length: 2});
    if (called.fault === undefined) yours.push([called.numbers[0]!, called.numbers[1]!]);
  }
  return {right, yours};
}

/** The draws of z in the bound of an image. */
const DRAWS = 16;

/**
 * Returns the bounds of some images, in nats, from the same noise for both, by their class.
 *
 * @param images each with its q
 * @param logLikelihood log p(x|z), in nats
 */
export function boundPoints(
  answer: unknown,
  images: readonly {label: number; x: ArrayLike<number>; q: DiagonalGaussian}[],
  logLikelihood: PointLikelihood
): AnswerPoints {
  const right: AnswerPlace[] = [];
  const yours: AnswerPlace[] = [];
  for (const {label, x, q} of images) {
    const noise = Array.from({length: DRAWS}, (_, l) => exerciseNormals(q.mu.length, l, label, 6));
    const pixels = Array.from(x);
    right.push([label, rightBound({x: pixels, q, noise, logLikelihood})]);
    const called = calledAnswer(answer, [pixels, q, noise, logLikelihood], "number");
    if (called.fault === undefined) yours.push([label, called.numbers[0]!]);
  }
  return {right, yours};
}
