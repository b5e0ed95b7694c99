import * as v from "valibot";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import {finite, integer, nonNegative, parseRecord, record, text} from "../formats/record.js";
import type {MeanElbo} from "../vae/gradient.js";
import type {TrainingState} from "../vae/trainer.js";
import type {RunPlan} from "./plan.js";
import {architectureOf, parseRunPlan} from "./plan.js";

const number = finite("expected a finite number", () => true);
const meanElbo = record({elbo: number, reconstruction: number, kl: number});
const map = v.instance(Map, "expected a map");

const stateSchema = record({
  plan: v.unknown(),
  inputSize: integer(1),
  fingerprint: text,
  training: record({step: integer(0), weights: map, optimizer: map}),
  seconds: nonNegative,
  train: record({reconstruction: number, kl: number, weight: nonNegative, count: integer(0)}),
  curve: v.array(
    record({
      imagesSeen: integer(1),
      train: meanElbo,
      heldOut: meanElbo,
      klPerUnit: v.array(number, "expected a list")
    }),
    "expected a list"
  )
});

/**
 * Returns the state of a run that a value is.
 *
 * @throws Error naming the first part that is missing or wrong, its value and what was expected
 */
export function checkRunState(value: unknown): RunState {
  const {plan: unchecked, ...state} = parseRecord("state", stateSchema, value);
  const plan = parseRunPlan(unchecked);
  const architecture = architectureOf(plan, state.inputSize);
  const layers = [...encoderLayers(architecture), ...decoderLayers(architecture)];
  const lengths = new Map(
    layers.flatMap(({name, inputs, units}) => [
      [`${name}/kernel`, inputs * units],
      [`${name}/bias`, units]
    ])
  );
  const {step, weights, optimizer} = state.training;
  if (weights.size !== lengths.size) {
    throw new Error(`invalid state: ${weights.size} weights, expected ${lengths.size}`);
  }
  const slots = {adam: ["mean", "square"], adagrad: ["sum"]}[plan.optimizer];
  const arrays = step === 0 ? 0 : slots.length * lengths.size;
  if (optimizer.size !== arrays) {
    throw new Error(
      `invalid state: ${optimizer.size} arrays of ${plan.optimizer}, expected ${arrays}`
    );
  }
  for (const [name, length] of lengths) {
    checkArray(name, (weights.get(name) as {values?: unknown} | undefined)?.values, length);
    for (const slot of step === 0 ? [] : slots) {
      checkArray(`${name}/${slot}`, optimizer.get(`${name}/${slot}`), length);
    }
  }
  return {plan, ...state} as RunState;
}

function checkArray(name: string, values: unknown, length: number): void {
  if (!(values instanceof Float32Array && values.length === length)) {
    const found = values instanceof Float32Array ? `length ${values.length}` : typeof values;
    throw new Error(`invalid ${name}: ${found}, expected ${length} numbers`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1)
    throw new Error(`invalid ${name}: ${values[wrong]} at ${wrong}, expected finite numbers`);
}

/**
 * The running mean looks back over about this share of the minibatches so far, which is a piece of
 * the same length all along a logarithmic axis, and over at most WINDOW of them.
 */
const SHARE = 0.2;
const WINDOW = 100;

/** Sums of the terms of minibatches, in which older ones count less and less. */
interface RunningTerms {
  reconstruction: number;
  kl: number;
  /** What all minibatches together weigh. */
  weight: number;
  /** The number of minibatches. */
  count: number;
}

/** The sums before any minibatch. */
export const noTerms: RunningTerms = {reconstruction: 0, kl: 0, weight: 0, count: 0};

/** Returns the sums with one minibatch more. */
export function addTerms(
  {reconstruction, kl, weight, count}: RunningTerms,
  terms: MeanElbo
): RunningTerms {
  const kept = 1 - 1 / Math.min(WINDOW, 1 + SHARE * count);
  return {
    reconstruction: kept * reconstruction + terms.reconstruction,
    kl: kept * kl + terms.kl,
    weight: kept * weight + 1,
    count: count + 1
  };
}

/** Returns the running mean, in nats per image; undefined before any minibatch. */
export function meanTerms({weight, ...sums}: Omit<RunningTerms, "count">): MeanElbo | undefined {
  if (weight === 0) return undefined;
  const [reconstruction, kl] = [sums.reconstruction / weight, sums.kl / weight];
  return {elbo: reconstruction - kl, reconstruction, kl};
}

/** A point of a run's curve; all terms are in nats per image. */
export interface CurvePoint {
  /** The number of images seen, counting repetitions. */
  imagesSeen: number;
  /** The running mean over minibatches. */
  train: MeanElbo;
  /** The mean over the held-out images, with one sample each. */
  heldOut: MeanElbo;
  /** The mean KL of each latent dimension over the held-out images. */
  klPerUnit: number[];
}

/** Where a run stands: with its images, all that it needs to go on as if it had not stopped. */
export interface RunState {
  plan: RunPlan;
  /** The number of pixels of an image. */
  inputSize: number;
  /** Which images it was trained on. */
  fingerprint: string;
  training: TrainingState;
  /** The time spent training, in seconds. */
  seconds: number;
  train: RunningTerms;
  /** In order of images seen. */
  curve: CurvePoint[];
}
