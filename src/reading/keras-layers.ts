import {invalidFile, isRecord} from "./file.js";
import type {NetGraph, NetNode} from "./net-graph.js";

/** What a layer’s configuration may say. */
interface LayerRule {
  /** Fields that are computed as they say. */
  honoured: string[];
  /** Fields that are only accepted where they say nothing: their neutral values, beside null. */
  neutral?: Record<string, unknown[]>;
  /** Its weights, by the names of Keras. */
  weights?: (config: Record<string, unknown>) => string[];
}

const bias = ({use_bias: has}: Record<string, unknown>) => (has === false ? [] : ["bias"]);
const convolution = ["filters", "kernel_size", "strides", "padding", "data_format", "use_bias"];
const pool = ["pool_size", "strides", "padding", "data_format"];
const depth = ["depth_multiplier", "dilation_rate", "activation"];

const rules: Record<string, LayerRule> = {
  InputLayer: {
    honoured: ["batch_input_shape", "batch_shape"],
    neutral: {sparse: [false], ragged: [false], optional: [false]}
  },
  Dense: {
    honoured: ["units", "activation", "use_bias"],
    neutral: {lora_rank: [], lora_alpha: [], quantization_config: []},
    weights: (config) => ["kernel", ...bias(config)]
  },
  Activation: {honoured: ["activation"]},
  ReLU: {honoured: ["max_value", "negative_slope", "threshold"]},
  LeakyReLU: {honoured: ["alpha", "negative_slope"]},
  PReLU: {honoured: ["shared_axes"], weights: () => ["alpha"]},
  ELU: {honoured: ["alpha"]},
  Softmax: {honoured: ["axis"]},
  Reshape: {honoured: ["target_shape"]},
  Flatten: {honoured: [], neutral: {data_format: ["channels_last"]}},
  Permute: {honoured: ["dims"]},
  RepeatVector: {honoured: ["n"]},
  Rescaling: {honoured: ["scale", "offset"]},
  Conv2D: {
    honoured: [...convolution, "dilation_rate", "activation"],
    neutral: {groups: [1], lora_rank: []},
    weights: (config) => ["kernel", ...bias(config)]
  },
  Conv2DTranspose: {
    honoured: [...convolution, "activation"],
    neutral: {output_padding: [], dilation_rate: [1], groups: [1]},
    weights: (config) => ["kernel", ...bias(config)]
  },
  SeparableConv2D: {
    honoured: [...convolution, ...depth],
    neutral: {groups: [1]},
    weights: (config) => ["depthwise_kernel", "pointwise_kernel", ...bias(config)]
  },
  DepthwiseConv2D: {
    honoured: [...convolution, ...depth],
    neutral: {groups: [1]},
    weights: (config) => ["depthwise_kernel", ...bias(config)]
  },
  UpSampling2D: {honoured: ["size", "data_format", "interpolation"]},
  ZeroPadding2D: {honoured: ["padding", "data_format"]},
  Cropping2D: {honoured: ["cropping", "data_format"]},
  MaxPooling2D: {honoured: pool},
  AveragePooling2D: {honoured: pool},
  GlobalAveragePooling2D: {honoured: ["data_format"], neutral: {keepdims: [false]}},
  GlobalMaxPooling2D: {honoured: ["data_format"], neutral: {keepdims: [false]}},
  BatchNormalization: {
    honoured: ["axis", "epsilon", "center", "scale", "momentum"],
    neutral: {
      renorm: [false],
      virtual_batch_size: [],
      fused: [true, false],
      synchronized: [true, false]
    },
    weights: ({scale, center}) => [
      ...(scale === false ? [] : ["gamma"]),
      ...(center === false ? [] : ["beta"]),
      "moving_mean",
      "moving_variance"
    ]
  },
  LayerNormalization: {
    honoured: ["axis", "epsilon", "center", "scale"],
    neutral: {rms_scaling: [false]},
    weights: ({scale, center}) => [
      ...(scale === false ? [] : ["gamma"]),
      ...(center === false ? [] : ["beta"])
    ]
  },
  Add: {honoured: []},
  Concatenate: {honoured: ["axis"]},
  Multiply: {honoured: []},
  Average: {honoured: []},
  Maximum: {honoured: []},
  Minimum: {honoured: []}
};

/** Fields that matter only while a model is trained, or only name things. */
const unused =
  /^(name|trainable|dtype|autocast|supports_masking|seed|momentum|input_shape|input_dtype|batch_input_shape|batch_shape|build_input_shape|activity_regularizer|.*_(initializer|regularizer|constraint))$/;

/** Fields by which a layer multiplies the size of what it reads, and the most that they may say. */
const growing: Record<string, number> = {strides: 64, size: 64, padding: 64, n: 4096};

/** Activations as Keras calls them, and the functions of tfjs that compute them. */
const activations: Record<string, string> = {
  linear: "linear",
  relu: "relu",
  relu6: "relu6",
  tanh: "tanh",
  sigmoid: "sigmoid",
  hard_sigmoid: "hardSigmoid",
  softplus: "softplus",
  softsign: "softsign",
  softmax: "softmax",
  elu: "elu",
  selu: "selu",
  swish: "swish",
  silu: "swish",
  gelu: "gelu",
  mish: "mish"
};

/** Returns whether a layer is of a type that can be computed. */
export function isKnownLayer(type: string): boolean {
  return ["Rectifier", "Elementwise"].includes(type) || Object.hasOwn(rules, type);
}

/** Returns the names of the weights that a layer has, in the order of Keras. */
export function weightNames({type, config}: Pick<NetNode, "type" | "config">): string[] {
  return rules[type]?.weights?.(config) ?? [];
}

/**
 * Returns the same network with only what is computed in each layer: whatever else its configuration
 * says is refused by name. Activations become layers of their own.
 *
 * @throws Error naming the layer, the field, its value and what was expected
 */
export function checkedLayers(graph: NetGraph, isKeras3: boolean): NetGraph {
  const nodes: NetNode[] = [];
  const places: number[] = [];
  const names = new Set<string>();
  const add = (node: Omit<NetNode, "name">, name: string): number => {
    let unique = name.replaceAll(/[^\w.-]/g, "_");
    for (let i = 2; names.has(unique); ++i) unique = `${name.replaceAll(/[^\w.-]/g, "_")}_${i}`;
    names.add(unique);
    return nodes.push({...node, name: unique}) - 1;
  };
  for (const node of graph.nodes) {
    const config = checkedConfig(graph.name, node);
    const inputs = node.inputs.map((input) => places[input]);
    const {activation, ...rest} = config;
    const {type, weights} = node;
    const bent = rectifierOf(node);
    let at: number;
    if (bent !== undefined) at = add({...bent, inputs, weights: {}}, node.name);
    else if (type === "Activation") [at] = inputs;
    else at = add({type, config: rest, inputs, weights}, node.name);
    for (const part of activationLayers(graph.name, isKeras3, node, activation)) {
      at = add({...part, inputs: [at], weights: {}}, `${node.name}_activation`);
    }
    places.push(at);
  }
  const outputs = graph.outputs.map(({node, ...rest}) => ({...rest, node: places[node]}));
  return {name: graph.name, nodes, outputs};
}

/**
 * Returns a network of operations that are known.
 *
 * @throws Error naming the first one that is not
 */
export function checkedOperations(graph: NetGraph): NetGraph {
  const wrong = graph.nodes.find(({type}) => !isKnownLayer(type));
  if (wrong === undefined) return graph;
  const expected =
    "those of dense and convolutional networks; or keep what uses it out of the part that is saved";
  throw invalidFile(graph.name, `the operation ${wrong.type.slice(0, 60)}`, expected);
}

function checkedConfig(file: string, {type, name, config}: NetNode): Record<string, unknown> {
  const rule = rules[type];
  if (rule === undefined) {
    const expected = "layers that TensorFlow.js has and this page knows";
    throw invalidFile(file, `layer ${name} of type ${type.slice(0, 60)}`, expected);
  }
  const result: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(config)) {
    if (rule.honoured.includes(field)) {
      if (value !== null) result[field] = value;
      continue;
    }
    const neutral = rule.neutral?.[field];
    const isNeutral =
      value === null ||
      (neutral !== undefined && [value].flat().every((one) => neutral.includes(one)));
    if (isNeutral || (neutral === undefined && unused.test(field))) continue;
    const said = `${field} ${JSON.stringify(value)?.slice(0, 60)} of ${name} (${type})`;
    const what = neutral?.length ? neutral.map(String).join(" or ") : "a layer without it";
    throw invalidFile(file, said, `${what}: this page does not compute it`);
  }
  for (const [field, most] of Object.entries(growing)) {
    const sizes = [result[field]].flat(3).filter((one) => typeof one === "number");
    if (!sizes.every((one) => Number.isSafeInteger(one) && one >= 0 && one <= most)) {
      const found = `${field} ${JSON.stringify(result[field]).slice(0, 40)} of ${name}`;
      throw invalidFile(file, found, `whole numbers up to ${most}`);
    }
  }
  if (type === "InputLayer" && result.batch_input_shape === undefined) {
    result.batch_input_shape = result.batch_shape;
  }
  delete result.batch_shape;
  // Keras writes the one axis of a normalization as a list.
  if (Array.isArray(result.axis) && result.axis.length === 1)
    [result.axis] = result.axis as unknown[];
  return result;
}

/** A rectifier: x from its threshold up to its largest value, and with a slope below. */
export interface RectifierConfig {
  slope: number;
  threshold: number;
  /** Null for none. */
  max: number | null;
}

/** Returns the rectifier that a layer is, if it is one. */
function rectifierOf({type, config}: Pick<NetNode, "type" | "config">) {
  if (type === "ReLU") {
    const {negative_slope: slope, threshold, max_value: max} = config;
    return rectifier(slope ?? 0, threshold ?? 0, max ?? null);
  }
  if (type === "LeakyReLU") return rectifier(config.negative_slope ?? config.alpha ?? 0.3, 0, null);
  return undefined;
}

/** Returns a rectifier as a layer. */
export function rectifier(slope: unknown, threshold: unknown, max: unknown) {
  const number = (value: unknown) => {
    // Keras has kept numbers as arrays of NumPy at times.
    const plain = isRecord(value) ? (value.value ?? value.config) : value;
    if (typeof plain === "number" && Number.isFinite(plain)) return plain;
    throw new Error(`invalid rectifier: ${JSON.stringify(value)?.slice(0, 40)}, expected a number`);
  };
  const config: RectifierConfig = {
    slope: number(slope),
    threshold: number(threshold),
    max: max === null ? null : number(max)
  };
  return {type: "Rectifier", config: config as unknown as Record<string, unknown>};
}

/** Returns the layers that compute what a layer’s field “activation” says; none for linear. */
function activationLayers(
  file: string,
  isKeras3: boolean,
  {name, type}: NetNode,
  said: unknown
): Pick<NetNode, "type" | "config">[] {
  if (said === undefined || said === null) return [];
  const activation = activationName(said);
  if (activation === "linear") return [];
  if (activation === "leaky_relu") return [rectifier(0.2, 0, null)];
  if (activation === "relu6") return [rectifier(0, 0, 6)];
  if (activation === "hard_sigmoid" && isKeras3) {
    return [
      {type: "Rescaling", config: {scale: 1, offset: 3}},
      rectifier(0, 0, 6),
      {type: "Rescaling", config: {scale: 1 / 6, offset: 0}}
    ];
  }
  if (isRecord(said) && isRecord(said.config)) {
    const layer = {type: String(said.class_name), config: said.config};
    const one = rectifierOf(layer);
    if (one !== undefined) return [one];
  }
  const computed = Object.hasOwn(activations, activation ?? "")
    ? activations[activation!]
    : undefined;
  if (computed === undefined) {
    const shown = JSON.stringify(activation ?? said).slice(0, 60);
    const expected = [...Object.keys(activations), "leaky_relu"].join(", ");
    throw invalidFile(file, `activation ${shown} of ${name} (${type})`, expected);
  }
  return [{type: "Activation", config: {activation: computed}}];
}

/** Returns the name of an activation: Keras writes the name, or the function with its module. */
function activationName(said: unknown): string | undefined {
  if (typeof said === "string") return said;
  if (!isRecord(said)) return undefined;
  const {class_name: type, config} = said;
  if (type === "function" && typeof config === "string") return config;
  return undefined;
}
