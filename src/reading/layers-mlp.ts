import {joinLayers} from "../formats/layers.js";
import type {OutputScale} from "../formats/output-scale.js";
import type {ChannelOrder} from "./channel-order.js";
import type {DecoderEnd} from "./decoder-end.js";
import type {RectifierConfig} from "./keras-layers.js";
import type {MomentPlaces} from "./moments.js";
import type {NetGraph, NetNode} from "./net-graph.js";
import {chainTo, shapeOfInput} from "./net-graph.js";
import type {ImageSize} from "../formats/image-size.js";
import type {NumericLayer, OwnActivation, OwnLayer} from "./own-layers.js";
import {packLayer} from "./own-layers.js";

/** A model of dense layers, as our own engines compute it: no library needed. */
export interface PackedModel {
  /** The file that it came from. */
  name: string;
  latentSize: number;
  /** The size of an image, in pixels. */
  image: ImageSize;
  /** From z to what the last layer gives for each pixel. */
  decoder: OwnLayer[];
  /** From x to μ and log σ², side by side in the last layer. */
  encoder?: OwnLayer[];
  /** How the decoder ends; a sigmoid at the end is taken off. */
  end: DecoderEnd;
  /** Which half of the encoder’s last layer is what; see MomentPlaces. */
  moments?: MomentPlaces;
  /** What the encoder reads, where it is not what the decoder gives. */
  inputScale?: OutputScale;
  /** How the channels of colored images lie in its outputs, where its files say it. */
  order?: ChannelOrder;
  /** How they are taken to lie where its files do not. */
  rowOrder?: ChannelOrder;
  /** How they lie in what the encoder reads, where its shape says it. */
  encoderOrder?: ChannelOrder;
  /** Whether no file says what the hidden layers do, so that it was assumed. */
  isHiddenAssumed?: boolean;
}

/**
 * Returns the dense layers between the input of a network and one of its outputs, if there is
 * nothing else but what can be computed with them: our own engines then do it, without tfjs.
 * Undefined where there are other layers, which may be well all the same.
 *
 * @throws Error naming the layer whose weights do not fit float16
 */
export function layersMlp(graph: NetGraph, output: number): OwnLayer[] | undefined {
  const chain = chainTo(graph, output).map((index) => graph.nodes[index]);
  if (chain[0].type !== "InputLayer") return undefined;
  const layers: NumericLayer[] = [];
  let width = shapeOfInput(chain[0]).reduce<number>((product, size) => product * (size ?? NaN), 1);
  let isRow = shapeOfInput(chain[0]).length === 1;
  // What the numbers go through before the next dense layer reads them.
  let scaled: Affine | undefined;
  for (const node of chain.slice(1)) {
    const last = layers.at(-1);
    const isOpen = last?.activation === "linear" && scaled === undefined;
    if (node.type === "Dense") {
      const layer = denseLayer(node);
      if (!isRow || layer === undefined || layer.inputs !== width) return undefined;
      layers.push(scaled === undefined ? layer : afterAffine(layer, scaled));
      scaled = undefined;
      width = layer.units;
    } else if (node.type === "Flatten") isRow = true;
    else if (node.type === "Reshape") isRow = [node.config.target_shape].flat().length === 1;
    else if (node.type === "Rescaling" || node.type === "BatchNormalization") {
      const affine = affineOf(node, width);
      if (affine === undefined || !(isRow || node.type === "Rescaling")) return undefined;
      if (isOpen) layers[layers.length - 1] = beforeAffine(last, affine);
      else scaled = scaled === undefined ? affine : combined(scaled, affine);
    } else {
      const activation = activationOf(node, width);
      if (activation === undefined || !isOpen || !(isRow || !isPerUnit(activation)))
        return undefined;
      last.activation = activation;
    }
  }
  if (layers.length === 0 || scaled !== undefined) return undefined;
  return layers.map((layer, i) => packLayer(`${graph.name}: layer ${i + 1}`, layer));
}

/** Returns the layers of an encoder whose μ and log σ² read the same layer; likewise. */
export function encoderMlp(graph: NetGraph): OwnLayer[] | undefined {
  const [mu, logVar] = graph.outputs.map(({node}) => layersMlp(graph, node));
  if (graph.outputs.length === 1) return mu?.at(-1)?.activation === "linear" ? mu : undefined;
  if (mu === undefined || logVar?.length !== mu.length) return undefined;
  const [first, second] = graph.outputs.map(({node}) =>
    chainTo(graph, node).filter((index) => graph.nodes[index].type === "Dense")
  );
  if (!first.slice(0, -1).every((index, i) => index === second[i])) return undefined;
  const heads = [mu.at(-1)!, logVar.at(-1)!];
  const [a, b] = heads.map((head) => ({...head, activation: "linear" as const}));
  if (heads.some(({activation}) => activation !== "linear") || a.inputs !== b.inputs)
    return undefined;
  return [...mu.slice(0, -1), joinLayers(a, b)];
}

function denseLayer({weights: {kernel, bias}}: NetNode): NumericLayer | undefined {
  if (kernel?.shape.length !== 2) return undefined;
  const [inputs, units] = kernel.shape;
  if (inputs === 0 || units === 0) return undefined;
  if (bias !== undefined && bias.values.length !== units) return undefined;
  const offsets = bias?.values ?? new Float32Array(units);
  return {inputs, units, activation: "linear", kernel: kernel.values, bias: offsets};
}

const isPerUnit = (activation: OwnActivation) =>
  typeof activation !== "string" && typeof activation.slope !== "number";

function activationOf({type, config, weights}: NetNode, units: number): OwnActivation | undefined {
  if (type === "Activation") {
    const name = String(config.activation);
    return name === "relu" || name === "tanh" || name === "sigmoid" ? name : undefined;
  }
  if (type === "PReLU") {
    const {values} = weights.alpha;
    if (values.length !== units && values.length !== 1) return undefined;
    return {slope: values.length === 1 ? values[0] : Array.from(values)};
  }
  if (type !== "Rectifier") return undefined;
  const {slope, threshold, max} = config as unknown as RectifierConfig;
  if (threshold !== 0) return undefined;
  if (slope === 0 && max === null) return "relu";
  return max === null ? {slope} : {slope, max};
}

/** a · x + b, unit by unit. */
interface Affine {
  factors: Float32Array;
  offsets: Float32Array;
}

function affineOf({type, config, weights}: NetNode, units: number): Affine | undefined {
  if (!(units > 0)) return undefined;
  if (type === "Rescaling") {
    const {scale, offset = 0} = config;
    if (typeof scale !== "number" || typeof offset !== "number") return undefined;
    const all = (value: number) => new Float32Array(units).fill(value);
    return {factors: all(scale), offsets: all(offset)};
  }
  const {gamma, beta, moving_mean: mean, moving_variance: variance} = weights;
  if (mean.values.length !== units || variance.values.length !== units) return undefined;
  const epsilon = Number(config.epsilon ?? 1e-3);
  const factors = variance.values.map(
    (value, i) => (gamma?.values[i] ?? 1) / Math.sqrt(value + epsilon)
  );
  const offsets = mean.values.map((value, i) => (beta?.values[i] ?? 0) - value * factors[i]);
  return {factors, offsets};
}

/** Returns a linear layer whose sums go through a · x + b. */
function beforeAffine(layer: NumericLayer, {factors, offsets}: Affine): NumericLayer {
  const {units} = layer;
  const kernel = Float32Array.from(layer.kernel, (value, i) => value * factors[i % units]);
  const bias = Float32Array.from(layer.bias, (value, i) => value * factors[i] + offsets[i]);
  return {...layer, kernel, bias};
}

/** Returns a layer whose inputs go through a · x + b first. */
function afterAffine(layer: NumericLayer, {factors, offsets}: Affine): NumericLayer {
  const {inputs, units} = layer;
  const bias = Float32Array.from(layer.bias);
  for (let i = 0; i < inputs; ++i) {
    for (let j = 0; j < units; ++j) bias[j] += offsets[i] * layer.kernel[i * units + j];
  }
  const kernel = Float32Array.from(
    layer.kernel,
    (value, i) => value * factors[Math.floor(i / units)]
  );
  return {...layer, kernel, bias};
}

function combined(first: Affine, second: Affine): Affine {
  return {
    factors: first.factors.map((factor, i) => factor * second.factors[i]),
    offsets: first.offsets.map((offset, i) => offset * second.factors[i] + second.offsets[i])
  };
}
