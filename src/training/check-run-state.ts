import * as v from "valibot";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import {finite, integer, nonNegative, parseRecord, record, text} from "../formats/record.js";
import {architectureOf, parseRunPlan} from "./run-plan.js";
import type {RunState} from "./run-state.js";

const number = finite("expected a finite number", () => true);
const terms = record({elbo: number, reconstruction: number, kl: number});
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
      train: terms,
      heldOut: terms,
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
  if (wrong !== -1) throw new Error(`invalid ${name}: ${values[wrong]} at ${wrong}`);
}
