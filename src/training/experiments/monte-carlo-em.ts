import {createChains} from "../../math/hmc.js";
import type {KernelVae} from "../../engine/training/vae.js";
import type {TrainingKernel} from "../../engine/training/kernel.js";
import {createKernelOptimizer} from "../../engine/training/optimizer.js";
import type {KernelOptimizerOptions} from "../../engine/training/optimizer.js";
import {createKernelPosterior} from "../../engine/training/posterior.js";
import {minibatchOrder, pixelsOf} from "../../vae/minibatch.js";
import {type Images} from "../../formats/images.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {TrainingState} from "../../vae/trainer.js";
import {DRAW_UPDATES, type ExperimentPlan} from "./plan.js";

/** Leapfrog steps of each trajectory, and the acceptance that their size is tuned for (appendix E). */
const LEAPFROG_STEPS = 10;
const ACCEPTANCE = 0.9;

/** What log step size moves by when the acceptance of a minibatch is off by 1. */
const GAIN = 0.5;

/** The step size before any trajectory: that of a posterior which is not yet narrow. */
const FIRST_STEP_SIZE = 0.1;

/** Marks the random streams of the chains' starts and of their trajectories. */
const START_STREAM = 7;
const TRAJECTORY_STREAM = 8;

/** The chains of Monte Carlo EM, one a training image, between two minibatches. */
export interface WarmChains {
  /** Where each is, row-major [trainImages, latentSize]. */
  z: Float32Array;
  stepSize: number;
}

/** Where Monte Carlo EM stands. */
export interface MonteCarloEmState extends TrainingState {
  chains: WarmChains;
}

/** Monte Carlo EM as it learns. */
export interface MonteCarloEm {
  readonly stepsTaken: number;
  /** Takes one update and returns the mean of log p(x|z) before it, in nats per image. */
  step(rate: number): number;
  state(): MonteCarloEmState;
}

/**
 * Returns Monte Carlo EM as in appendix E, in the kernel. It has no encoder: for each minibatch, the
 * images' chains on p(z|x) move by one trajectory of Hamiltonian Monte Carlo, and their ends are the
 * z for some updates of the decoder by ∇ log p(x|z). Each image's chain is kept from one visit to
 * the next; a chain that started anew would hang on whatever hill is near its start.
 *
 * @param vae networks with one row for each image of a minibatch; the encoder is left alone
 */
export function createMonteCarloEm(
  kernel: TrainingKernel,
  vae: KernelVae,
  images: Images,
  start: TrainingState & Partial<MonteCarloEmState>,
  {seed, batchSize, latentSize}: ExperimentPlan,
  options: Omit<KernelOptimizerOptions, "state">
): MonteCarloEm {
  const posterior = createKernelPosterior(kernel, vae);
  const optimizer = createKernelOptimizer(kernel, posterior.parameters, {
    ...options,
    state: start.optimizer
  });
  const chosen = minibatchOrder(images.count, {seed, batchSize});
  const chains = start.chains ?? {
    z: standardNormals(randomSource(seed, START_STREAM), images.count * latentSize),
    stepSize: FIRST_STEP_SIZE
  };
  const all = chains.z.slice();
  let {stepSize} = chains;
  let stepsTaken = start.step;
  let [x, z] = [new Float32Array(0), new Float32Array(0)];

  /** Fills in a minibatch and its z, which lie with the chains. */
  function open(minibatch: number): void {
    const numbers = chosen(minibatch);
    x = pixelsOf(images, numbers);
    z = new Float32Array(batchSize * latentSize);
    for (const [row, image] of numbers.entries()) {
      z.set(all.subarray(image * latentSize, (image + 1) * latentSize), row * latentSize);
    }
  }

  /** Moves the chains of a minibatch, and tunes the step size that all chains have. */
  function sample(minibatch: number): void {
    const moving = createChains(posterior.of(x), z, {
      dimensions: latentSize,
      leapfrogSteps: LEAPFROG_STEPS,
      stepSizes: stepSize
    });
    const probabilities = moving.transition(randomSource(seed, TRAJECTORY_STREAM, minibatch));
    const accepted = probabilities.reduce((sum, p) => sum + p, 0) / batchSize;
    stepSize *= Math.exp(GAIN * (accepted - ACCEPTANCE));
    z = Float32Array.from(moving.z);
    for (const [row, image] of chosen(minibatch).entries()) {
      all.set(z.subarray(row * latentSize, (row + 1) * latentSize), image * latentSize);
    }
  }

  // A run that was stopped between two updates goes on with the draw that it had.
  if (stepsTaken % DRAW_UPDATES !== 0) open(Math.floor(stepsTaken / DRAW_UPDATES));
  return {
    get stepsTaken() {
      return stepsTaken;
    },
    step(rate) {
      if (stepsTaken % DRAW_UPDATES === 0) {
        const minibatch = stepsTaken / DRAW_UPDATES;
        open(minibatch);
        sample(minibatch);
      }
      const reconstruction = posterior.raise(x, z);
      optimizer.ascend(rate, stepsTaken++);
      return reconstruction;
    },
    state: () => ({
      step: stepsTaken,
      ...optimizer.state(),
      chains: {z: all.slice(), stepSize}
    })
  };
}
