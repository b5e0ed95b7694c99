import {readFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {projectFolder} from "../../tools/project.js";

/**
 * Returns the numbers that little-endian float16 bytes stand for: a sign, five bits of exponent,
 * ten of mantissa.
 */
export function halfFloats(bytes: Buffer): Float64Array {
  return Float64Array.from({length: bytes.length / 2}, (_, i) => {
    const half = bytes.readUInt16LE(2 * i);
    const exponent = (half >> 10) & 31;
    const mantissa = half & 1023;
    if (exponent === 31) throw new RangeError(`invalid weight ${i}: not finite`);
    const magnitude =
      exponent === 0 ? mantissa / 2 ** 24 : (1024 + mantissa) * 2 ** (exponent - 25);
    return half >= 0x8000 ? -magnitude : magnitude;
  });
}

/**
 * Returns Φ(z) by the series ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …): nothing that the site uses, so
 * that the tests do not repeat its mistakes. To 14 digits for |z| ≤ 5.
 */
export function independentCdf(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Returns Φ⁻¹(u) by halving an interval, for u with |Φ⁻¹(u)| ≤ 5. */
export function independentQuantile(u: number): number {
  let [low, high] = [-5, 5];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (independentCdf(middle) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Returns 784 numbers, row by row: 0 is paper, 255 is ink. */
export type IndependentDecoder = (z: readonly number[]) => Float64Array;

/** A layer, its weights in double precision. */
export interface Dense {
  activation: string;
  /** Row-major [inputs, units]. */
  kernel: Float64Array;
  bias: Float64Array;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const activations: Record<string, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  linear: (x) => x,
  sigmoid
};
const decoders = new Map<string, IndependentDecoder>();

/** The weights of a decoder: those of its pictures, in 8 bits, or those of its numbers. */
export type Weights = "int8" | "float16";

/**
 * Returns a decoder of a model of this repository that shares no code with the site: plain loops
 * in double precision over the weights as they are stored.
 */
export function independentDecoder(id: string, weights: Weights = "int8"): IndependentDecoder {
  const key = `${id} ${weights}`;
  let decoder = decoders.get(key);
  if (decoder === undefined) decoders.set(key, (decoder = readDecoder(id, weights)));
  return decoder;
}

function readDecoder(id: string, weights: Weights): IndependentDecoder {
  const folder = join(projectFolder, "models", id);
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const {output} = json("manifest.json").decoder;
  const layers =
    weights === "int8"
      ? readPacked(gunzipSync(readFileSync(join(folder, "decoder/int8.bin"))))
      : readLayers(json("decoder/model.json"), readFileSync(join(folder, "decoder/weights.bin")));
  const mean = output === "logits" ? sigmoid : (x: number) => x;
  return (z) => {
    const last = layers.reduce(forward, Float64Array.from(z));
    return last.map((x) => Math.round(255 * mean(x)));
  };
}

/** Returns the layers of an int8.bin; src/formats/packed-file.ts says how they lie. */
function readPacked(bytes: Buffer): Dense[] {
  let at = 12;
  const take = (length: number) => {
    const part = bytes.subarray(at, at + length);
    at += Math.ceil(length / 4) * 4;
    return part;
  };
  return Array.from({length: bytes.readUInt32LE(8)}, () => {
    const header = take(16);
    const [inputs, units, activation, type] = [0, 4, 8, 12].map((i) => header.readUInt32LE(i));
    let kernel: Float64Array;
    if (type === 0) {
      kernel = halfFloats(take(2 * inputs! * units!));
    } else {
      const integers = take(inputs! * units!);
      const steps = take(4 * units!);
      kernel = Float64Array.from(
        integers,
        (_, i) => integers.readInt8(i) * steps.readFloatLE(4 * (i % units!))
      );
    }
    const bias = halfFloats(take(2 * units!));
    return {activation: ["linear", "relu", "tanh"][activation!]!, kernel, bias};
  });
}

/** Returns the dense layers of a model.json, in its order, with their weights. */
export function readLayers(
  {
    modelTopology,
    weightsManifest
  }: {
    modelTopology: {
      config: {layers: {class_name: string; config: {name: string; activation: string}}[]};
    };
    weightsManifest: {
      weights: {name: string; shape: number[]; quantization: {dtype: string}}[];
    }[];
  },
  bytes: Buffer
): Dense[] {
  const weights = new Map<string, Float64Array>();
  let at = 0;
  for (const {name, shape, quantization} of weightsManifest.flatMap((group) => group.weights)) {
    if (quantization.dtype !== "float16") throw new Error(`${name} is not float16`);
    const end = at + 2 * shape.reduce((product, side) => product * side, 1);
    weights.set(name, halfFloats(bytes.subarray(at, end)));
    at = end;
  }
  return modelTopology.config.layers
    .filter((layer) => layer.class_name === "Dense")
    .map(({config: {name, activation}}) => ({
      activation,
      kernel: weights.get(`${name}/kernel`)!,
      bias: weights.get(`${name}/bias`)!
    }));
}

/** Returns activation(x · kernel + bias). */
export function forward(x: Float64Array, {activation, kernel, bias}: Dense): Float64Array {
  const units = bias.length;
  if (kernel.length !== x.length * units) {
    throw new Error(`kernel of ${kernel.length} weights, expected ${x.length} × ${units}`);
  }
  const sums = Float64Array.from(bias);
  for (let i = 0; i < x.length; i++) {
    for (let unit = 0; unit < units; unit++) sums[unit]! += x[i]! * kernel[i * units + unit]!;
  }
  return sums.map(activations[activation]!);
}

/** The q(z|x) of an image. */
export interface IndependentPosterior {
  mu: number[];
  sigma: number[];
}

/**
 * Returns q of an image by loops in double precision, which share no code with the site.
 *
 * @param ink 784 pixels, 0 paper … 255 ink
 */
export function independentPosterior(id: string, ink: ArrayLike<number>): IndependentPosterior {
  const folder = join(projectFolder, "models", id, "encoder");
  const json = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const layers = readLayers(json, readFileSync(join(folder, "weights.bin")));
  const x = Float64Array.from(ink, (value) => value / 255);
  const hidden = layers.slice(0, -2).reduce(forward, x);
  const [mu, logVar] = layers.slice(-2).map((layer) => Array.from(forward(hidden, layer)));
  return {mu: mu!, sigma: logVar!.map((value) => Math.exp(value / 2))};
}

/** The code of one test image. */
export interface Code {
  /** The posterior mean. */
  mu: number[];
  /** The class. */
  label: number;
}

/** Returns the codes that a model’s codes.bin holds: 16 bytes of header, μ, log σ², labels. */
export function independentCodes(id: string): Code[] {
  const bytes = readFileSync(join(projectFolder, "models", id, "codes.bin"));
  const [count, size] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
  const mu = Array.from(halfFloats(bytes.subarray(16, 16 + 2 * count * size)));
  const labels = bytes.subarray(16 + 4 * count * size);
  return Array.from({length: count}, (_, i) => ({
    mu: mu.slice(size * i, size * (i + 1)),
    label: labels[i]!
  }));
}
