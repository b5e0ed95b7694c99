import type {Activation, Architecture} from "../../src/formats/architecture.js";
import {randomSource, standardNormals} from "../../src/math/random.js";

/** Returns a VAE small enough for numeric gradients. */
export function tinyArchitecture(activation: Activation = "tanh"): Architecture {
  return {
    inputSize: 6,
    latentSize: 2,
    encoderHidden: [{units: 5, activation}],
    decoderHidden: [
      {units: 4, activation},
      {units: 3, activation}
    ]
  };
}

/** Returns seeded images in [0, 1] and noise for `samples` latent samples of each. */
export function tinyBatch(
  count: number,
  samples = 1,
  {inputSize, latentSize} = tinyArchitecture()
) {
  const source = randomSource(42);
  return {
    x: Float32Array.from({length: count * inputSize}, source),
    count,
    epsilon: standardNormals(source, samples * count * latentSize)
  };
}
