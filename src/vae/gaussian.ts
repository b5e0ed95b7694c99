import * as tf from "@tensorflow/tfjs";

const LOG_2_PI = Math.log(2 * Math.PI);

/**
 * Returns g(ε, x) = mu + σ ⊙ ε with σ = exp(logVar / 2), the reparameterized sample of
 * q(z|x) = N(mu, diag σ²) (equation (4) and section 3).
 *
 * @param mu shape [batch, latentSize]
 * @param logVar log σ², same shape
 * @param epsilon draws of N(0, 1), same shape
 */
export function reparameterize(
  mu: tf.Tensor2D,
  logVar: tf.Tensor2D,
  epsilon: tf.Tensor2D
): tf.Tensor2D {
  tf.util.assertShapesMatch(mu.shape, logVar.shape, "reparameterize: ");
  tf.util.assertShapesMatch(mu.shape, epsilon.shape, "reparameterize: ");
  return tf.tidy(() => mu.add(logVar.mul(0.5).exp().mul(epsilon)));
}

/**
 * Returns log N(z; mu, diag exp(logVar)), the log density of equation (9), in nats, one value per
 * image.
 *
 * @param z shape [batch, latentSize]
 * @param mu same shape
 * @param logVar log σ², same shape
 * @returns shape [batch]
 */
export function gaussianLogDensity(
  z: tf.Tensor2D,
  mu: tf.Tensor2D,
  logVar: tf.Tensor2D
): tf.Tensor1D {
  tf.util.assertShapesMatch(z.shape, mu.shape, "gaussianLogDensity: ");
  tf.util.assertShapesMatch(z.shape, logVar.shape, "gaussianLogDensity: ");
  return tf.tidy(() => {
    const squared = z.sub(mu).square().mul(logVar.neg().exp());
    return squared.add(logVar).add(LOG_2_PI).sum(1).mul(-0.5) as tf.Tensor1D;
  });
}

/**
 * Returns log p(z) under the prior N(0, I), in nats, one value per image.
 *
 * @param z shape [batch, latentSize]
 * @returns shape [batch]
 */
export function priorLogDensity(z: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => z.square().add(LOG_2_PI).sum(1).mul(-0.5) as tf.Tensor1D);
}

/**
 * Returns KL(q(z|x) ‖ p(z)) = ½ Σⱼ (μⱼ² + σⱼ² − 1 − log σⱼ²) for q = N(mu, diag exp(logVar)) and
 * p = N(0, I): the closed form of appendix B, in nats, one value per image.
 *
 * @param mu shape [batch, latentSize]
 * @param logVar log σ², same shape
 * @returns shape [batch], each ≥ 0; zero only where q is the prior
 * @throws Error if the shapes differ
 */
export function klToPrior(mu: tf.Tensor2D, logVar: tf.Tensor2D): tf.Tensor1D {
  tf.util.assertShapesMatch(mu.shape, logVar.shape, "klToPrior: ");
  return tf.tidy(() => {
    const perUnit = mu.square().add(logVar.exp()).sub(1).sub(logVar);
    return perUnit.sum(1).mul(0.5) as tf.Tensor1D;
  });
}
