import * as tf from "@tensorflow/tfjs";
import type {Minibatch} from "../../src/vae/minibatch.js";
import {BATCH, RATE, architecture, start} from "./problem.js";

/** A model as one would first write it with tfjs: its ops, its gradients, its optimizer. */
export interface PlainAutodiff {
  /** Takes one step and returns −ELBO before it, in nats per image. */
  step(minibatch: Minibatch): number;
  dispose(): void;
}

/** Returns it, with the weights with which all contestants start. */
export function plainAutodiff(): PlainAutodiff {
  const variables = Object.fromEntries(
    Array.from(start().weights, ([name, {shape, values}]) => [
      name,
      tf.variable(tf.tensor(values, shape))
    ])
  );
  const optimizer = tf.train.adam(RATE);
  const dense = (x: tf.Tensor, layer: string) =>
    tf.add(tf.matMul(x, variables[`${layer}/kernel`]), variables[`${layer}/bias`]);

  function loss(x: tf.Tensor, epsilon: tf.Tensor): tf.Scalar {
    const h = tf.tanh(dense(x, "encoder_hidden_1"));
    const [mu, logVar] = [dense(h, "mu"), dense(h, "logVar")];
    const z = tf.add(mu, tf.mul(epsilon, tf.exp(tf.mul(0.5, logVar))));
    const logits = dense(tf.tanh(dense(z, "decoder_hidden_1")), "logits");
    // −log p(x|z) of Bernoulli pixels, from logits: max(a, 0) − a·x + log(1 + e^−|a|).
    const positive = tf.sub(tf.relu(logits), tf.mul(logits, x));
    const reconstruction = tf.sum(tf.add(positive, tf.log1p(tf.exp(tf.neg(tf.abs(logits))))));
    const perUnit = tf.sub(tf.sub(tf.add(tf.square(mu), tf.exp(logVar)), 1), logVar);
    return tf.div(tf.add(reconstruction, tf.mul(0.5, tf.sum(perUnit))), BATCH);
  }

  return {
    step({x, epsilon}) {
      const inputs = [
        tf.tensor2d(x, [BATCH, architecture.inputSize]),
        tf.tensor2d(epsilon, [BATCH, architecture.latentSize])
      ] as const;
      const value = optimizer.minimize(() => loss(...inputs), true)!;
      const [nats] = value.dataSync();
      tf.dispose([value, ...inputs]);
      return nats;
    },
    dispose() {
      optimizer.dispose();
      tf.dispose(variables);
    }
  };
}
