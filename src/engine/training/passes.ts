import type {KernelVae} from "./vae.js";
import type {TrainableLayer} from "./vae.js";
import type {KernelMatrix, TrainingKernel} from "./kernel.js";

/**
 * Writes z = mu + σ ⊙ ε of the images that were encoded last (equation (4)), and returns the mean
 * of KL(q ‖ prior) over them, in nats per image (appendix B).
 *
 * @param epsilon draws of N(0, 1), row-major [L × M, latentSize]
 */
export function sampleLatents(
  {batchSize, latentSize, rows, z, mu, logVar, view}: KernelVae,
  epsilon: Float32Array
): number {
  const [means, logVars, latents] = [mu.output, logVar.output, z].map(view);
  let kl = 0;
  for (let row = 0; row < rows; ++row) {
    for (let j = 0; j < latentSize; ++j) {
      const at = (row % batchSize) * z.paddedColumns + j;
      const variance = Math.exp(logVars[at]);
      const noise = epsilon[row * latentSize + j];
      latents[row * z.paddedColumns + j] = means[at] + Math.sqrt(variance) * noise;
      if (row < batchSize) kl += 0.5 * (means[at] ** 2 + variance - 1 - logVars[at]);
    }
  }
  return kl / batchSize;
}

/**
 * Fills in the logits' gradient of Σ log p(x|z) over the rows, times `scale`, and returns the mean of
 * log p(x|z), in nats per row (appendix C.1).
 *
 * @param perRow where each row's log p(x|z) is written, if anybody asks
 */
export function reconstruct(
  kernel: TrainingKernel,
  {batchSize, inputSize, rows, x, logits}: KernelVae,
  scale: number,
  perRow?: Float64Array
): number {
  let sum = 0;
  for (let row = 0; row < rows; ++row) {
    const value = kernel.bernoulliRow(
      x.address + (row % batchSize) * x.stride,
      logits.output.address + row * logits.output.stride,
      inputSize,
      scale,
      logits.outputGradient.address + row * logits.outputGradient.stride
    );
    if (perRow !== undefined) perRow[row] = value;
    sum += value;
  }
  return sum / rows;
}

/** Takes a stack backwards; the first layer's input is given a gradient only where asked. */
export function backward(layers: readonly TrainableLayer[], inputGradient?: KernelMatrix): void {
  for (let i = layers.length - 1; i >= 0; --i) {
    layers[i].backward(i > 0 ? layers[i - 1].outputGradient : inputGradient);
  }
}
