import {joinBytes} from "../formats/bytes.js";
import type {NamedFile} from "./named-file.js";
import {invalidFile} from "./named-file.js";
import {isRecord} from "./parse-json.js";

/** What a model.json says of one array of weights. */
export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: {dtype: string; scale?: number; min?: number};
}

/** The weights of a TensorFlow.js model. */
export interface TfjsWeights {
  specs: WeightSpec[];
  /** Their bytes, in the order of specs. */
  data: Uint8Array<ArrayBuffer>;
}

const typeSizes: Record<string, number> = {
  float32: 4,
  float16: 2,
  int32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
  complex64: 8
};

/**
 * Returns the weights that a model.json names, from the files beside it.
 *
 * @param manifest the field weightsManifest: groups of weights with the paths of their files
 * @param files everything that was dropped
 * @throws Error naming the shard that is missing, or the array that does not fit
 */
export function tfjsWeights(
  {name}: NamedFile,
  manifest: unknown,
  files: readonly NamedFile[]
): TfjsWeights {
  if (!Array.isArray(manifest)) {
    throw invalidFile(name, "no field weightsManifest", "a list of groups of weights");
  }
  const specs: WeightSpec[] = [];
  const parts: Uint8Array[] = [];
  for (const group of manifest as unknown[]) {
    const {paths, weights} = isRecord(group) ? group : {};
    if (!isTexts(paths) || !Array.isArray(weights)) {
      throw invalidFile(name, "a group of weights without “paths” and “weights”", "both");
    }
    const shards = paths.map((path) => shardOf(name, path, files));
    const ofGroup = weights.map((spec, i) => checkSpec(name, spec, i));
    const expected = ofGroup.reduce((sum, spec) => sum + sizeOf(spec), 0);
    const found = shards.reduce((sum, {length}) => sum + length, 0);
    if (found !== expected) {
      const what = `${found} bytes in ${paths.join(", ").slice(0, 60)}`;
      throw invalidFile(name, what, `${expected} for its ${ofGroup.length} arrays`);
    }
    specs.push(...ofGroup);
    parts.push(...shards);
  }
  return {specs, data: joinBytes(parts)};
}

/** Returns the bytes of one array. */
export function sizeOf({shape, dtype, quantization}: WeightSpec): number {
  return shape.reduce((product, size) => product * size, typeSizes[quantization?.dtype ?? dtype]);
}

function shardOf(model: string, path: string, files: readonly NamedFile[]): Uint8Array {
  const folder = model.slice(0, model.lastIndexOf("/") + 1);
  const base = (name: string) => name.slice(name.lastIndexOf("/") + 1);
  const exact = files.find(({name}) => name === folder + path.replace(/^\.\//, ""));
  // Files that were chosen one by one have lost their folders.
  const alike = files.filter(({name}) => base(name) === base(path));
  const shard = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (shard !== undefined) return shard.bytes;
  const expected = "them beside it: choose all files of the model, or their folder";
  throw invalidFile(model, `no file ${path.slice(0, 80)} of weights`, expected);
}

function checkSpec(model: string, spec: unknown, index: number): WeightSpec {
  const {name, shape, dtype, quantization} = isRecord(spec) ? spec : {};
  if (typeof name !== "string") throw invalidFile(model, `no name of array ${index}`, "one");
  const sizes = Array.isArray(shape) && shape.length <= 8 ? (shape as unknown[]) : [NaN];
  if (!sizes.every((size) => Number.isSafeInteger(size) && (size as number) >= 0)) {
    throw invalidFile(model, `the shape of ${name}`, "a list of at most 8 sizes");
  }
  const stored = isRecord(quantization) ? quantization.dtype : dtype;
  if (typeof dtype !== "string" || !Object.hasOwn(typeSizes, String(stored))) {
    const types = Object.keys(typeSizes).join(", ");
    throw invalidFile(model, `dtype ${JSON.stringify(stored) ?? "missing"} of ${name}`, types);
  }
  return spec as WeightSpec;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
