import * as tf from "@tensorflow/tfjs";

/**
 * Returns log p(x|z) = Σᵢ xᵢ log yᵢ + (1 − xᵢ) log(1 − yᵢ) with y = sigmoid(logits), the
 * Bernoulli decoder of appendix C.1, in nats, one value per image.
 *
 * From logits a, log y = −softplus(−a) and log(1 − y) = −softplus(a) = −a − softplus(−a), so each
 * pixel contributes x·a − softplus(a), with softplus(a) = max(a, 0) + log(1 + exp(−|a|)): no
 * logarithm meets a rounded 0, and the result is finite for every finite logit. The derivative by
 * a is x − sigmoid(a).
 *
 * @param x pixels in [0, 1], shape [batch, pixels]; treated as constant
 * @param logits same shape
 * @returns shape [batch], each ≤ 0
 * @throws Error if the shapes differ
 */
export function bernoulliLogLikelihood(x: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor1D {
  tf.util.assertShapesMatch(x.shape, logits.shape, "bernoulliLogLikelihood: ");
  const op = tf.customGrad((a, save) => {
    const logit = a as tf.Tensor2D;
    (save as tf.GradSaveFunc)([x, logit]);
    const softplus = logit.relu().add(logit.abs().neg().exp().log1p());
    return {
      value: x.mul(logit).sub(softplus).sum<tf.Tensor1D>(1),
      gradFunc: (dy: tf.Tensor1D, [savedX, savedLogit]: tf.Tensor[]) =>
        savedX.sub(savedLogit.sigmoid()).mul(dy.expandDims(1))
    };
  });
  return op(logits) as tf.Tensor1D;
}
