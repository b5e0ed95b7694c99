import * as tf from "@tensorflow/tfjs";
import type {Contestant} from "../harness/rounds.js";
import type {WideLayer} from "./bench-model.js";

/** How tfjs is asked for a dense layer: op by op, or with bias and activation in the product. */
export type TfjsStyle = "ops" | "fused";

/** A decoder on a backend of tfjs. */
export interface TfjsNetwork {
  /** Returns the mean of every pixel, row-major. */
  means(z: Float32Array, count: number): Float32Array;
  dispose(): void;
}

/** Returns a promise to a decoder on a backend, which must be the one that runs whenever it does. */
export function tfjsNetwork(layers: readonly WideLayer[], style: TfjsStyle): TfjsNetwork {
  const tensors = layers.map(({inputs, units, activation, weights, bias}) => ({
    activation,
    weights: tf.tensor2d(weights, [inputs, units]),
    bias: tf.tensor1d(bias)
  }));
  return {
    means(z, count) {
      const x = tf.tidy(() => {
        let h: tf.Tensor = tf.tensor2d(z, [count, layers[0].inputs]);
        for (const {activation, weights, bias} of tensors) {
          const fused = style === "fused" && activation === "relu" ? "relu" : "linear";
          const a =
            style === "fused"
              ? tf.fused.matMul({a: h, b: weights, bias, activation: fused})
              : tf.add(tf.matMul(h, weights), bias);
          if (activation === "linear") h = tf.sigmoid(a);
          else if (activation === "tanh") h = tf.tanh(a);
          else h = fused === "relu" ? a : tf.relu(a);
        }
        return h;
      });
      // Not read within tidy: what tidy returns is searched for tensors, number by number.
      const means = x.dataSync() as Float32Array;
      x.dispose();
      return means;
    },
    dispose: () => tf.dispose(tensors.flatMap(({weights, bias}) => [weights, bias]))
  };
}

/** Returns a contestant of tfjs; the backend is made the one that runs before the clock starts. */
export function tfjsContestant(
  backend: "wasm" | "cpu",
  style: TfjsStyle,
  network: TfjsNetwork,
  z: Float32Array,
  count: number
): Contestant {
  return {
    name: backend === "cpu" ? "tfjs cpu" : `tfjs wasm, ${style}`,
    async time(repetitions) {
      await startBackend(backend);
      const start = performance.now();
      for (let i = 0; i < repetitions; ++i) network.means(z, count);
      return performance.now() - start;
    }
  };
}

/**
 * Resolves when a backend of tfjs runs.
 *
 * @throws Error if another one does
 */
export async function startBackend(backend: "wasm" | "cpu"): Promise<void> {
  const started = await tf.setBackend(backend);
  if (!started || tf.getBackend() !== backend) throw new Error(`tfjs runs on ${tf.getBackend()}`);
}
