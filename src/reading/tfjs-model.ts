import {joinBytes} from "../formats/bytes.js";
import type {OutputScale} from "../formats/output-scale.js";
import type {ChannelOrder} from "./channel-order.js";
import type {DecoderEnd} from "./decoder-end.js";
import type {NamedFile} from "./file.js";
import {invalidFile, isRecord, jsonOf} from "./file.js";
import type {MomentPlaces} from "./moments.js";

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
function tfjsWeights(
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
    const seen = new Set<string>();
    for (const path of paths) {
      if (seen.has(path)) throw invalidFile(name, `the file ${path.slice(0, 80)} twice`, "it once");
      seen.add(path);
    }
    const ofGroup = weights.map((spec, i) => checkSpec(name, spec, i));
    const expected = ofGroup.reduce((sum, spec) => sum + sizeOf(spec), 0);
    const size = paths.length === 1 ? expected : undefined;
    const shards = paths.map((path) => shardOf(name, path, files, size));
    const found = shards.reduce((sum, {length}) => sum + length, 0);
    if (found !== expected) {
      const what = `${found} bytes in ${paths.join(", ").slice(0, 60)}`;
      throw invalidFile(name, what, `${expected} for its ${ofGroup.length} arrays`);
    }
    for (const spec of ofGroup) specs.push(spec);
    for (const shard of shards) parts.push(shard);
  }
  return {specs, data: joinBytes(parts)};
}

/** Returns the bytes of one array. */
export function sizeOf({shape, dtype, quantization}: WeightSpec): number {
  return shape.reduce((product, size) => product * size, typeSizes[quantization?.dtype ?? dtype]);
}

/**
 * Returns the bytes of a shard, wherever its file lies now: those that were chosen one by one have
 * lost their folders, and browsers put “(1)” into the name of a second download.
 *
 * @param size its length, where it is known: one file of this length can be no other
 */
function shardOf(
  model: string,
  path: string,
  files: readonly NamedFile[],
  size: number | undefined
): Uint8Array {
  const folder = model.slice(0, model.lastIndexOf("/") + 1);
  const base = (name: string) => name.slice(name.lastIndexOf("/") + 1);
  const plain = (name: string) =>
    base(name).replace(/( ?\(\d+\)| - copy( \(\d+\))?)(?=\.[^.]*$)/i, "");
  const isBeside = ({name}: NamedFile) => name.slice(0, name.lastIndexOf("/") + 1) === folder;
  const inFolder = files.filter(isBeside);
  const ways: ((file: NamedFile) => boolean)[] = [
    ({name}) => name === folder + path.replace(/^\.\//, ""),
    ({name}) => base(name) === base(path),
    ({name}) => plain(name) === plain(path),
    ({name, bytes}) => bytes.length === size && !/\.json$/i.test(name)
  ];
  for (const isIt of ways) {
    for (const among of [inFolder, files]) {
      const found = among.filter(isIt);
      const right = found.length > 1 ? found.filter(({bytes}) => bytes.length === size) : found;
      if (right.length === 1) return right[0].bytes;
    }
  }
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

/** A network in one of the two formats of TensorFlow.js, with its weights: nothing of it runs yet. */
export interface TfjsFiles {
  /** Its model.json, with its folder: what errors call it. */
  name: string;
  format: "layers" | "graph";
  topology: Record<string, unknown>;
  /** The inputs and outputs of a graph model, where it names them. */
  signature?: Record<string, unknown>;
  weights: TfjsWeights;
  /** How a decoder ends, where that was looked at. */
  end?: DecoderEnd;
  /** How the channels of colored images lie where a decoder gives them as a row. */
  rowOrder?: ChannelOrder;
  /** Where an encoder has its moments; looked for among the names of a graph model when it is open. */
  moments?: MomentPlaces;
  /** What an encoder reads, where it is not what the decoder gives. */
  inputScale?: OutputScale;
}

/** Returns the parsed model.json of a file that is one, otherwise undefined. */
export function modelJson(file: NamedFile): Record<string, unknown> | undefined {
  if (!/\.json$/i.test(file.name)) return undefined;
  const json = jsonOf(file.bytes, file.name);
  return isRecord(json) && "modelTopology" in json ? json : undefined;
}

/**
 * Returns the network of a model.json with the weights that it names.
 *
 * @param json the parsed file
 * @param files everything that was dropped
 * @throws Error naming the field or the shard that is missing or does not fit
 */
export function tfjsNetwork(
  file: NamedFile,
  json: Record<string, unknown>,
  files: readonly NamedFile[]
): TfjsFiles {
  const {modelTopology: topology, format, signature, weightsManifest} = json;
  if (!isRecord(topology)) throw invalidFile(file.name, "no object modelTopology", "one");
  const isGraph = format === "graph-model" || Array.isArray(topology.node);
  const known = [undefined, null, "graph-model", "layers-model"];
  if (!known.includes(format as string)) {
    const found = `format ${JSON.stringify(format).slice(0, 60)}`;
    throw invalidFile(file.name, found, "“layers-model” or “graph-model”");
  }
  const weights = tfjsWeights(file, weightsManifest, files);
  const numbers = weights.specs.reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
  checkUnits(file.name, topology, numbers);
  return {
    name: file.name,
    format: isGraph ? "graph" : "layers",
    topology,
    signature: isRecord(signature) ? signature : undefined,
    weights
  };
}

/**
 * Checks that no layer has more units than the model has weights: tfjs takes memory for what a
 * layer says before it looks at them.
 */
function checkUnits(name: string, value: unknown, most: number): void {
  if (Array.isArray(value)) for (const one of value) checkUnits(name, one, most);
  if (!isRecord(value)) return;
  for (const [field, one] of Object.entries(value)) {
    if ((field === "units" || field === "filters") && !(Number(one) <= most)) {
      const found = `a layer of ${JSON.stringify(one).slice(0, 40)} ${field}`;
      throw invalidFile(name, found, `at most the ${most} weights of the model`);
    }
    checkUnits(name, one, most);
  }
}
