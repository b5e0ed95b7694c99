import type {PackedLayer} from "../formats/layers.js";
import type {DecodingKernel} from "./decoding-kernel.js";
import {FORM} from "./decoding-kernel.js";
import {allocateBytes, roundUp} from "./kernel-memory.js";
import type {Network} from "./network-decoder.js";
import {createResidentLayer} from "./resident-layer.js";
import {paintStrip} from "./sheet-strip.js";

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
  if (layers.length === 0) throw new Error("invalid layers: none");
  for (const [i, {inputs}] of layers.slice(1).entries()) {
    const {units} = layers[i];
    if (inputs !== units) throw new Error(`invalid layers: ${units} units feed ${inputs} inputs`);
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
      if (count > CHUNK) return paintStrip(pixels(z, count), shape, rgba);
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
