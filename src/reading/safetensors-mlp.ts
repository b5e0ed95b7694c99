import {joinLayers} from "../formats/layers.js";
import {imageSizeOf, imageValues, sizeInWords} from "../formats/image-size.js";
import type {ChannelOrder} from "./channel-order.js";
import type {DecoderEnd} from "./decoder-end.js";
import {logitsEnd} from "./decoder-end.js";
import type {NamedFile} from "./file.js";
import {invalidFile, isRecord, jsonOf} from "./file.js";
import type {PackedModel} from "./layers-mlp.js";
import type {MlpManifest} from "./mlp-manifest.js";
import {parseMlpManifest} from "./mlp-manifest.js";
import type {MomentPlaces} from "./moments.js";
import type {OwnActivation, OwnLayer} from "./own-layers.js";
import {checkChain, namedActivation, packLayer} from "./own-layers.js";
import {manifestByNames} from "./safetensors-names.js";
import type {Safetensors, Tensor} from "./safetensors.js";
import {parseSafetensors} from "./safetensors.js";

/** The name under which a safetensors file may carry its manifest itself. */
const METADATA = "mlp";

interface DenseNames {
  weight: string;
  bias: string;
}

/** The model of a safetensors file. */
interface SafetensorsMlp {
  model: PackedModel;
  /** What was inferred, in sentences. */
  notes: string[];
  /** The layers, where no manifest says them. */
  toConfirm?: string;
}

/**
 * Returns the model of a safetensors file, by a manifest that names its weights layer by layer: a
 * JSON file beside it, or the text “mlp” in the file’s own metadata. Without one the layers are told
 * by the names and shapes of the arrays.
 *
 * @param beside the JSON files that lie beside it, of which one may be the manifest
 * @throws Error naming the weight or the field that is missing or does not fit
 */
export function safetensorsMlp(file: NamedFile, beside: readonly NamedFile[]): SafetensorsMlp {
  const tensors = parseSafetensors(file);
  const written = manifestOf(file, tensors, beside);
  if (written !== undefined) return {model: mlpOf(file, tensors, written), notes: []};
  const {manifest, chain, isLogStd, isNamed} = manifestByNames(file.name, tensors);
  const moments: MomentPlaces = {at: [0, 1], second: isLogStd ? "logStd" : "logVar", isNamed};
  // No file says what the numbers are, so that their range has to tell.
  const end: DecoderEnd = {activation: "linear", isCertain: false};
  const model = {...mlpOf(file, tensors, manifest), end, moments};
  const {hidden} = manifest.decoder;
  const assumed = hidden.length > 0 || (manifest.encoder?.hidden.length ?? 0) > 0;
  const toConfirm = `Its layers are told by names and shapes: ${chain}`;
  const notes = [toConfirm];
  if (assumed)
    notes.push(
      "No file says what its hidden layers do: ReLU is assumed, and the menu below has others"
    );
  return {model: {...model, isHiddenAssumed: assumed}, notes, toConfirm};
}

function mlpOf(file: NamedFile, tensors: Safetensors, manifest: MlpManifest): PackedModel {
  const layer = (names: DenseNames, activation: OwnActivation) =>
    denseLayer(file.name, tensors, manifest.layout, names, activation);
  const hiddenLayer = (one: MlpManifest["decoder"]["hidden"][number]) =>
    layer(one, namedActivation(one.activation, one.slope));
  const {hidden, output} = manifest.decoder;
  const below = hidden.map(hiddenLayer);
  const decoder = [...below, layer(output, output.activation === "tanh" ? "tanh" : "linear")];
  const [{inputs: latentSize}] = decoder;
  const {order} = manifest.image;
  const image = imageSizeOf(manifest.image);
  const pixels = imageValues(image);
  checkChain(`${file.name}: decoder`, decoder, latentSize);
  const {units} = decoder[decoder.length - 1];
  if (units !== pixels) {
    const expected = `${pixels} for images of ${sizeInWords(image)}`;
    throw invalidFile(`${file.name}: ${output.weight}`, `${units} outputs`, expected);
  }
  // Weights that lie as PyTorch’s do give images that lie as PyTorch’s do.
  const rowOrder: ChannelOrder =
    manifest.layout === "output, input" ? "channels first" : "channels last";
  const channels = image.channels === 3 ? {order, rowOrder} : {};
  const model = {name: file.name, latentSize, image, decoder, end: endOf(output), ...channels};
  if (manifest.encoder === undefined) return model;
  const [mu, logVar] = [manifest.encoder.mu, manifest.encoder.logVar].map((names) => {
    const one = {...layer(names, "linear"), activation: "linear" as const};
    if (one.units === latentSize) return one;
    throw invalidFile(`${file.name}: ${names.weight}`, `${one.units} outputs`, `${latentSize}`);
  });
  if (mu.inputs !== logVar.inputs) {
    const found = `${logVar.inputs} inputs`;
    throw invalidFile(`${file.name}: ${manifest.encoder.logVar.weight}`, found, `${mu.inputs}`);
  }
  const encoder = [...manifest.encoder.hidden.map(hiddenLayer), joinLayers(mu, logVar)];
  checkChain(`${file.name}: encoder`, encoder, pixels);
  return {...model, encoder};
}

/** Returns how a decoder ends, as its manifest says: a sigmoid is left out, so its sums are logits. */
function endOf({activation, gives}: MlpManifest["decoder"]["output"]): DecoderEnd {
  if (activation === "sigmoid") return logitsEnd;
  const scale = gives ?? (activation === "tanh" ? "-1 to 1" : "logits");
  return {activation, scale, isCertain: false};
}

/** Returns the manifest of a file, if it has one; other JSON files say other things. */
function manifestOf(
  file: NamedFile,
  {metadata}: Safetensors,
  beside: readonly NamedFile[]
): MlpManifest | undefined {
  const stem = (name: string) => name.replace(/^.*\//, "").replace(/( \(\d+\))?\.[^.]*$/, "");
  const isNamesake = ({name}: NamedFile) => stem(name) === stem(file.name);
  for (const one of beside) {
    const isOurs = isNamesake(one) && beside.length === 1;
    const value = looksLikeManifest(one, isOurs);
    if (value !== undefined) return parseMlpManifest(value);
  }
  const inside = metadata[METADATA];
  if (typeof inside !== "string") return undefined;
  const bytes = new TextEncoder().encode(inside);
  return parseMlpManifest(jsonOf(bytes, `${file.name}: ${METADATA}`));
}

/** Returns the value of a JSON file that is meant as a manifest. */
function looksLikeManifest(file: NamedFile, isNamesake: boolean): unknown {
  let value: unknown;
  try {
    value = jsonOf(file.bytes, file.name);
  } catch (error) {
    if (isNamesake) throw error;
    return undefined;
  }
  const isOne =
    isRecord(value) &&
    ["layout", "format"].some((field) => field in (value as object)) &&
    "decoder" in value;
  const isNear =
    isRecord(value) &&
    isNamesake &&
    ["decoder", "layout"].some((field) => field in (value as object));
  return isOne || isNear ? value : undefined;
}

function denseLayer(
  file: string,
  tensors: Safetensors,
  layout: MlpManifest["layout"],
  {weight, bias}: DenseNames,
  activation: OwnActivation
): OwnLayer {
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
