import type {PackedLayer} from "../formats/layers.js";
import type {RowProducts} from "../math/likelihood.js";
import type {Network} from "./decoder.js";
import type {Address, KernelMemory} from "./kernel-memory.js";
import {allocateBytes, instantiateKernel, roundUp, withCopy} from "./kernel-memory.js";
import {paintStrip} from "./sheets/strip.js";

/** Rows that go through all layers together: their activations fit the second-level cache. */
const CHUNK = 64;

/**
 * Returns a network with its weights copied into the kernel, widened: float16 to float32, 8-bit to
 * 16-bit integers, whose products go twice as fast.
 *
 * @throws Error if there is no layer, if two do not fit, or if the memory cannot grow
 */
export function createKernelNetwork(
  kernel: DecodingKernel,
  layers: readonly PackedLayer[]
): Network {
  if (layers.length === 0) throw new Error("invalid layers: none, expected at least one");
  for (const [i, {inputs}] of layers.slice(1).entries()) {
    const {units} = layers[i];
    if (inputs !== units)
      throw new Error(`invalid layers: ${units} units feed ${inputs} inputs, expected as many`);
  }
  const [{inputs}] = layers;
  const {units: outputs} = layers[layers.length - 1];
  const widest = Math.max(
    ...layers.map((layer) => roundUp(Math.max(layer.inputs, layer.units), 8))
  );
  const rounded = allocateBytes(kernel, 2 * CHUNK * widest);
  const rowSteps = allocateBytes(kernel, 4 * CHUNK);
  const resident = layers.map((layer) => createResidentLayer(kernel, layer, {rounded, rowSteps}));
  const source = allocateBytes(kernel, 4 * CHUNK * inputs);
  const quads = [0, 1].map(() => allocateBytes(kernel, 4 * CHUNK * widest));
  const result = allocateBytes(kernel, 4 * CHUNK * widest);
  const strip = allocateBytes(kernel, 4 * CHUNK * outputs);

  /** Computes some layers for some rows, and leaves what they say in `result`. */
  function forward(z: Float32Array, rows: number, depth: number, form: number): void {
    new Float32Array(kernel.memory.buffer, source, z.length).set(z);
    kernel.packQuads(source, rows, inputs, roundUp(inputs, 8), quads[0]);
    for (let i = 0; i < depth; ++i) {
      const last = i === depth - 1;
      const [from, to] = [quads[i % 2], quads[(i + 1) % 2]];
      resident[i].compute(rows, from, last ? form : FORM.quads, last ? result : to);
    }
  }

  function floats(z: Float32Array, count: number, depth: number) {
    const units = depth === 0 ? inputs : resident[depth - 1].units;
    const out = new Float32Array(count * units);
    if (depth === 0) out.set(z);
    else {
      forEachChunk(count, (start, rows) => {
        forward(z.subarray(start * inputs, (start + rows) * inputs), rows, depth, FORM.rows);
        out.set(new Float32Array(kernel.memory.buffer, result, rows * units), start * units);
      });
    }
    return out;
  }

  function pixels(z: Float32Array, count: number) {
    const out = new Uint8ClampedArray(count * outputs);
    forEachChunk(count, (start, rows) => {
      const part = z.subarray(start * inputs, (start + rows) * inputs);
      forward(part, rows, layers.length, FORM.pixels);
      out.set(new Uint8ClampedArray(kernel.memory.buffer, result, rows * outputs), start * outputs);
    });
    return out;
  }

  return {
    pixels,
    paint(z, count, shape, rgba) {
      // The kernel paints greys alone.
      const isLarge = count > CHUNK || shape.channels === 3;
      if (isLarge) return paintStrip(pixels(z, count), shape, rgba);
      forward(z, count, layers.length, FORM.pixels);
      kernel.paint(result, count, shape.columns, shape.width, shape.height, strip);
      rgba.set(new Uint32Array(kernel.memory.buffer, strip, count * outputs));
    },
    logits: (z, count) => floats(z, count, layers.length),
    hidden: (z, count) => floats(z, count, layers.length - 1)
  };
}

function forEachChunk(count: number, visit: (start: number, rows: number) => void): void {
  for (let start = 0; start < count; start += CHUNK) visit(start, Math.min(CHUNK, count - start));
}

/** What src/engine/kernel/decoding.ts exports; its sources say what each function does. */
export interface DecodingKernel extends KernelMemory {
  dense(
    rows: number,
    units: number,
    width: number,
    x: Address,
    panels: Address,
    bias: Address,
    activation: number,
    form: number,
    out: Address
  ): void;
  denseInt16(
    rows: number,
    units: number,
    width: number,
    x: Address,
    rowSteps: Address,
    panels: Address,
    columnSteps: Address,
    bias: Address,
    activation: number,
    form: number,
    out: Address
  ): void;
  dots(rows: Address, count: number, width: number, vector: Address, out: Address): void;
  packQuads(source: Address, rows: number, columns: number, width: number, out: Address): void;
  unpackQuads(quads: Address, rows: number, columns: number, width: number, out: Address): void;
  roundQuads(quads: Address, rows: number, width: number, steps: Address, out: Address): void;
  paint(
    pixels: Address,
    images: number,
    columns: number,
    width: number,
    height: number,
    out: Address
  ): void;
  widenHalves(halves: Address, count: number, out: Address): void;
  panelsFromHalves(
    halves: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
  panelsFromBytes(
    bytes: Address,
    steps: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
  pairPanelsFromBytes(
    bytes: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
}

/** How a layer ends, as the kernel numbers it in finish.ts. */
const ACTIVATION = {linear: 0, relu: 1, tanh: 2, sigmoid: 3} as const;

/** What a layer writes, likewise. */
const FORM = {quads: 0, rows: 1, pixels: 2} as const;

/** The most products of 14 and 8 bits whose sum cannot overflow 32 bits. */
const LONGEST_INT16 = 2048;

/** Memory for a layer's input rounded to integers, which all layers share. */
interface RoundedRows {
  rounded: Address;
  rowSteps: Address;
}

/** Computes a layer for some rows; the kernel's memory holds its weights. */
interface ResidentLayer {
  units: number;
  compute(rows: number, x: Address, form: number, out: Address): void;
}

/** Returns a layer with its weights copied into the kernel and widened. */
function createResidentLayer(
  kernel: DecodingKernel,
  {inputs, units, activation, kernel: weights, bias}: PackedLayer,
  {rounded, rowSteps}: RoundedRows
): ResidentLayer {
  const [depth, width] = [roundUp(inputs, 8), roundUp(units, 8)];
  const biases = allocateBytes(kernel, 4 * width);
  const ends = ACTIVATION[activation];
  if (weights.type === "int8" && depth <= LONGEST_INT16) {
    const columnSteps = allocateBytes(kernel, 4 * width);
    const panels = allocateBytes(kernel, 2 * depth * width);
    withCopy(kernel, bias, (halves) => kernel.widenHalves(halves, units, biases));
    new Float32Array(kernel.memory.buffer, columnSteps, units).set(weights.steps);
    withCopy(kernel, weights.integers, (integers) =>
      kernel.pairPanelsFromBytes(integers, inputs, units, depth, panels)
    );
    return {
      units,
      compute(rows, x, form, out) {
        kernel.roundQuads(x, rows, depth, rowSteps, rounded);
        kernel.denseInt16(
          ...([rows, units, depth, rounded, rowSteps, panels, columnSteps] as const),
          ...([biases, ends, form, out] as const)
        );
      }
    };
  }
  const panels = allocateBytes(kernel, 4 * depth * width);
  withCopy(kernel, bias, (halves) => kernel.widenHalves(halves, units, biases));
  if (weights.type === "float16") {
    withCopy(kernel, weights.halves, (halves) =>
      kernel.panelsFromHalves(halves, inputs, units, depth, panels)
    );
  } else {
    withCopy(kernel, weights.steps, (steps) =>
      withCopy(kernel, weights.integers, (integers) =>
        kernel.panelsFromBytes(integers, steps, inputs, units, depth, panels)
      )
    );
  }
  return {
    units,
    compute: (rows, x, form, out) =>
      kernel.dense(rows, units, depth, x, panels, biases, ends, form, out)
  };
}

/** Keeps rows, row-major [count, width], for products with many vectors. */
export type KeepRows = (rows: Float32Array, width: number) => RowProducts;

/** Returns a promise to what keeps rows in the memory of a kernel of its own. */
export async function kernelRows(module: WebAssembly.Module): Promise<KeepRows> {
  const kernel = await instantiateKernel<DecodingKernel>(module);
  return (rows, width) => {
    const count = rows.length / width;
    const padded = roundUp(width, 8);
    const kept = allocateBytes(kernel, 4 * count * padded);
    const out = allocateBytes(kernel, 4 * count);
    const memory = new Float32Array(kernel.memory.buffer);
    for (let i = 0; i < count; ++i) {
      memory.set(rows.subarray(i * width, (i + 1) * width), kept / 4 + i * padded);
    }
    return (vector) => {
      // What pads the rows is 0, and so has to be what pads the vector.
      const whole = new Float32Array(padded);
      whole.set(vector);
      withCopy(kernel, whole, (address) => kernel.dots(kept, count, padded, address, out));
      return new Float32Array(kernel.memory.buffer, out, count).slice();
    };
  };
}
