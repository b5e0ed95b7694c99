/** What a hidden layer does to its sum: the paper's tanh, or the rectifier max(0, a). */
export type Activation = "tanh" | "relu";

/** One hidden layer. */
export interface HiddenLayer {
  /** The number of units. */
  units: number;
  activation: Activation;
}

/** The shape of a VAE: two multilayer perceptrons (appendix C). */
export interface Architecture {
  /** The number of pixels of x. */
  inputSize: number;
  /** The number of latent dimensions of z. */
  latentSize: number;
  /** The encoder's hidden layers, from x to the layer that mu and logVar read. */
  encoderHidden: HiddenLayer[];
  /** The decoder's hidden layers, from z to the layer that the logits read. */
  decoderHidden: HiddenLayer[];
}

/** A dense layer: y = activation(x · kernel + bias), kernel of shape [inputs, units]. */
export interface DenseLayer {
  name: string;
  inputs: number;
  units: number;
  activation: Activation | "linear";
}

/** Returns the encoder's layers in order; the last two, mu and logVar, read the same layer. */
export function encoderLayers({
  inputSize,
  latentSize,
  encoderHidden
}: Omit<Architecture, "decoderHidden">): DenseLayer[] {
  const hidden = stack("encoder_hidden", inputSize, encoderHidden);
  const inputs = hidden.at(-1)?.units ?? inputSize;
  return [
    ...hidden,
    {name: "mu", inputs, units: latentSize, activation: "linear"},
    {name: "logVar", inputs, units: latentSize, activation: "linear"}
  ];
}

/** Returns the decoder's layers in order; the last gives the logits of the pixels. */
export function decoderLayers({
  inputSize,
  latentSize,
  decoderHidden
}: Omit<Architecture, "encoderHidden">): DenseLayer[] {
  const hidden = stack("decoder_hidden", latentSize, decoderHidden);
  const inputs = hidden.at(-1)?.units ?? latentSize;
  return [...hidden, {name: "logits", inputs, units: inputSize, activation: "linear"}];
}

function stack(name: string, inputs: number, hidden: HiddenLayer[]): DenseLayer[] {
  return hidden.map(({units, activation}, i) => ({
    name: `${name}_${i + 1}`,
    inputs: i === 0 ? inputs : hidden[i - 1].units,
    units,
    activation
  }));
}

/**
 * Returns the architecture itself, checked.
 *
 * @throws RangeError naming the field if a size is not a positive integer
 * @throws TypeError naming the field if an activation is unknown
 */
export function checkArchitecture(architecture: Architecture): Architecture {
  const {inputSize, latentSize, encoderHidden, decoderHidden} = architecture;
  checkSize("inputSize", inputSize);
  checkSize("latentSize", latentSize);
  for (const [field, layers] of Object.entries({encoderHidden, decoderHidden})) {
    for (const [i, {units, activation}] of layers.entries()) {
      checkSize(`${field}[${i}].units`, units);
      if (activation !== "tanh" && activation !== "relu") {
        throw new TypeError(
          `invalid ${field}[${i}].activation: ${activation}, expected tanh or relu`
        );
      }
    }
  }
  return architecture;
}

function checkSize(field: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) {
    throw new RangeError(`invalid ${field}: ${value}, expected a positive integer`);
  }
}

/** How a run reduces log p(x|z) over the pixels of an image: their sum, or their mean. */
export type Reduction = "sum" | "mean";
