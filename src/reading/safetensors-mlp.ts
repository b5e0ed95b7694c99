import * as v from "valibot";
import type {InferOutput} from "valibot";
import type {PackedLayer} from "../formats/layers.js";
import {joinLayers} from "../formats/layers.js";
import {integer, anyOf, parseRecord, record, text} from "../formats/record.js";
import type {NamedFile} from "./file.js";
import {invalidFile, jsonOf} from "./file.js";
import type {PackedModel} from "./layers-mlp.js";
import {checkChain, packLayer} from "./own-layers.js";
import type {Safetensors, Tensor} from "./safetensors.js";
import {parseSafetensors} from "./safetensors.js";

/** The name under which a safetensors file may carry its manifest itself. */
const METADATA = "mlp";

interface DenseNames {
  weight: string;
  bias: string;
}

/**
 * Returns the model of a safetensors file, by a manifest that names its weights layer by layer: a
 * JSON file beside it, or the text “mlp” in the file’s own metadata.
 *
 * @throws Error naming the weight or the field that is missing or does not fit
 */
export function safetensorsMlp(file: NamedFile, manifestFile?: NamedFile): PackedModel {
  const tensors = parseSafetensors(file);
  const manifest = manifestOf(file, tensors, manifestFile);
  const layer = (names: DenseNames, activation: PackedLayer["activation"]) =>
    denseLayer(file.name, tensors, manifest.layout, names, activation);
  const {hidden, output} = manifest.decoder;
  const decoder = [...hidden.map((one) => layer(one, one.activation)), layer(output, "linear")];
  const [{inputs: latentSize}] = decoder;
  const {image} = manifest;
  const pixels = image.width * image.height;
  checkChain(`${file.name}: decoder`, decoder, latentSize);
  const {units} = decoder[decoder.length - 1];
  if (units !== pixels) {
    const expected = `${pixels} for images of ${image.width} × ${image.height}`;
    throw invalidFile(`${file.name}: ${output.weight}`, `${units} outputs`, expected);
  }
  const model = {name: file.name, latentSize, image, decoder};
  if (manifest.encoder === undefined) return model;
  const [mu, logVar] = [manifest.encoder.mu, manifest.encoder.logVar].map((names) => {
    const one = layer(names, "linear");
    if (one.units === latentSize) return one;
    throw invalidFile(`${file.name}: ${names.weight}`, `${one.units} outputs`, `${latentSize}`);
  });
  if (mu.inputs !== logVar.inputs) {
    const found = `${logVar.inputs} inputs`;
    throw invalidFile(`${file.name}: ${manifest.encoder.logVar.weight}`, found, `${mu.inputs}`);
  }
  const below = manifest.encoder.hidden.map((one) => layer(one, one.activation));
  const encoder = [...below, joinLayers(mu, logVar)];
  checkChain(`${file.name}: encoder`, encoder, pixels);
  return {...model, encoder};
}

function manifestOf(file: NamedFile, {metadata}: Safetensors, beside?: NamedFile): MlpManifest {
  if (beside !== undefined) return parseMlpManifest(jsonOf(beside.bytes, beside.name));
  const inside = metadata[METADATA];
  if (typeof inside === "string") {
    const bytes = new TextEncoder().encode(inside);
    return parseMlpManifest(jsonOf(bytes, `${file.name}: ${METADATA}`));
  }
  const expected = `a JSON file beside it, or one as the metadata “${METADATA}”`;
  throw invalidFile(file.name, "no manifest of its layers", expected);
}

function denseLayer(
  file: string,
  tensors: Safetensors,
  layout: MlpManifest["layout"],
  {weight, bias}: DenseNames,
  activation: PackedLayer["activation"]
): PackedLayer {
  const kernel = tensorOf(file, tensors, weight, 2);
  const [inputs, units] = layout === "input, output" ? kernel.shape : kernel.shape.toReversed();
  const offsets = tensorOf(file, tensors, bias, 1);
  if (offsets.shape[0] !== units) {
    const expected = `[${units}], the outputs of ${weight}`;
    throw invalidFile(`${file}: ${bias}`, `shape [${offsets.shape[0]}]`, expected);
  }
  const values = layout === "input, output" ? kernel.values : transposed(kernel.values, inputs);
  const numeric = {inputs, units, activation, kernel: values, bias: offsets.values};
  return packLayer(`${file}: ${weight}`, numeric);
}

function tensorOf(file: string, tensors: Safetensors, name: string, rank: number): Tensor {
  const tensor = tensors.tensor(name);
  if (tensor === undefined) {
    const names = tensors.names.slice(0, 20).join(", ");
    throw invalidFile(file, `no array “${name}”`, `one of ${names || "none, it is empty"}`);
  }
  if (tensor.shape.length !== rank || tensor.shape.includes(0)) {
    const found = `shape [${tensor.shape.join(", ")}]`;
    throw invalidFile(`${file}: ${name}`, found, `${rank} size${rank === 1 ? "" : "s"} above 0`);
  }
  return tensor;
}

/** Returns a matrix of some columns with rows and columns exchanged. */
function transposed(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < columns; ++c) result[c * rows + r] = values[r * columns + c];
  }
  return result;
}

const dense = {weight: text, bias: text};
const hidden = record({...dense, activation: anyOf("relu", "tanh")});
const last = record({...dense, activation: anyOf("sigmoid", "linear")});

const schema = record({
  /** The version of this form. */
  format: v.literal(1, "expected 1"),
  /** The size of an image, in pixels. */
  image: record({width: integer(1, 64), height: integer(1, 64)}),
  /**
   * How a weight lies: “output, input” as in PyTorch’s Linear, or “input, output” as in Keras’
   * Dense.
   */
  layout: anyOf("output, input", "input, output"),
  /** From z to the pixels. The last layer’s sums are logits: its sigmoid gives the means. */
  decoder: record({hidden: v.array(hidden, "expected a list of layers"), output: last}),
  /** From x to μ and log σ², which read the same layer. */
  encoder: v.optional(
    record({
      hidden: v.array(hidden, "expected a list of layers"),
      mu: record(dense),
      logVar: record(dense)
    })
  )
});

/**
 * What a multilayer perceptron is made of: the names of its weights in a safetensors file, in the
 * order of its layers.
 */
type MlpManifest = InferOutput<typeof schema>;

/**
 * Returns the manifest that a parsed JSON value is.
 *
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected
 */
function parseMlpManifest(value: unknown): MlpManifest {
  return parseRecord("manifest of the layers", schema, value);
}
