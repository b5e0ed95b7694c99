import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import type {Network} from "./decoder.js";
import {pixelsOfLogits} from "./decoder.js";
import {paintStrip} from "./sheets/strip.js";

/** A layer with its weights as plain numbers, row-major [inputs, units]. */
interface PlainLayer {
  inputs: number;
  units: number;
  activation: PackedLayer["activation"];
  weights: Float32Array;
  bias: Float32Array;
}

/**
 * Returns a network of plain loops, for browsers without WebAssembly SIMD: about a tenth as fast,
 * and the same to rounding.
 */
export function createPlainNetwork(layers: readonly PackedLayer[]): Network {
  const plain = layers.map(widen);
  const run = (z: Float32Array, count: number, depth: number) =>
    plain.slice(0, depth).reduce((x, layer) => forward(layer, x, count), Float32Array.from(z));
  const pixels = (z: Float32Array, count: number) => pixelsOfLogits(run(z, count, plain.length));
  return {
    pixels,
    paint: (z, count, shape, rgba) => paintStrip(pixels(z, count), shape, rgba),
    logits: (z, count) => run(z, count, plain.length),
    hidden: (z, count) => run(z, count, plain.length - 1)
  };
}

function widen({inputs, units, activation, kernel, bias}: PackedLayer): PlainLayer {
  const weights =
    kernel.type === "float16"
      ? fromFloat16(kernel.halves)
      : Float32Array.from(kernel.integers, (integer, i) => integer * kernel.steps[i % units]);
  return {inputs, units, activation, weights, bias: fromFloat16(bias)};
}

function forward(
  {inputs, units, activation, weights, bias}: PlainLayer,
  x: Float32Array<ArrayBuffer>,
  count: number
): Float32Array<ArrayBuffer> {
  const y = new Float32Array(count * units);
  for (let row = 0; row < count; ++row) {
    const out = y.subarray(row * units, (row + 1) * units);
    out.set(bias);
    addProducts(x.subarray(row * inputs, (row + 1) * inputs), weights, out);
  }
  if (activation === "relu") return y.map((a) => Math.max(0, a));
  if (activation === "tanh") return y.map(Math.tanh);
  return y;
}

/** Adds x · weights to the sums of one image; mutates them. */
function addProducts(x: Float32Array, weights: Float32Array, sums: Float32Array): void {
  const units = sums.length;
  const rowOf = (input: number) => weights.subarray(input * units, (input + 1) * units);
  // Half of what a rectifier passes on is 0.
  const active: number[] = [];
  for (let k = 0; k < x.length; ++k) if (x[k] !== 0) active.push(k);
  // Four inputs at a time: the sums are read and written a quarter as often.
  const whole = active.length - (active.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const a0 = x[active[i]];
    const a1 = x[active[i + 1]];
    const a2 = x[active[i + 2]];
    const a3 = x[active[i + 3]];
    const w0 = rowOf(active[i]);
    const w1 = rowOf(active[i + 1]);
    const w2 = rowOf(active[i + 2]);
    const w3 = rowOf(active[i + 3]);
    for (let j = 0; j < units; ++j) {
      sums[j] += a0 * w0[j] + a1 * w1[j] + a2 * w2[j] + a3 * w3[j];
    }
  }
  for (const input of active.slice(whole)) {
    const a = x[input];
    const w = rowOf(input);
    for (let j = 0; j < units; ++j) sums[j] += a * w[j];
  }
}
