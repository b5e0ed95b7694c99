import {decoderLayers, encoderLayers} from "../../src/vae/architecture.js";
import type {Images} from "../../src/vae/minibatch.js";
import {stepsPerEpoch} from "../../src/vae/minibatch.js";
import {train} from "../../src/vae/train.js";
import type {Progress} from "../../src/vae/train.js";
import {createTfjsTrainer} from "../../src/vae/trainer.js";
import type {Trainer, TrainingState} from "../../src/vae/trainer.js";
import {initialWeights} from "../../src/vae/weights.js";
import {createKernelTrainer} from "../../src/engine/kernel-trainer.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {TrainingKernel} from "../../src/engine/training-kernel.js";
import type {Checkpoint} from "./checkpoint.js";
import {compileKernel} from "../compile-kernel.js";
import type {ModelPlan} from "./plans.js";

/** What computes the gradients. */
export type EngineName = "kernel" | "tfjs";

/** Options for runTraining. */
export interface RunOptions {
  engine: EngineName;
  /** Where to go on from; undefined to start afresh. */
  from?: Checkpoint;
  /** Told after every minibatch. */
  onProgress(progress: Progress): void;
  /** Given the run after every epoch, and when it is stopped. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** Aborting stops the run after the minibatch under way. */
  signal: AbortSignal;
}

/** Returns a promise to the run at its end, or where the signal stopped it. */
export async function runTraining(
  plan: ModelPlan,
  images: Images,
  {engine, from, onProgress, save, signal}: RunOptions
): Promise<Checkpoint> {
  const {architecture, initializer, training} = plan;
  const trainer = await createTrainer(
    plan,
    engine,
    from?.state ?? {
      step: 0,
      weights: initialWeights(architecture, {seed: training.seed, initializer}),
      optimizer: new Map()
    }
  );
  const perEpoch = stepsPerEpoch(images.count, training.batchSize);
  const start = performance.now();
  const checkpoint = (): Checkpoint => ({
    plan,
    state: trainer.state(),
    seconds: (from?.seconds ?? 0) + (performance.now() - start) / 1000
  });
  try {
    for await (const progress of train(trainer, images, training)) {
      onProgress(progress);
      if (progress.step % perEpoch === 0) await save(checkpoint());
      // Steps are synchronous: without a pause, a signal would wait until the end.
      if (progress.step % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) break;
    }
    const end = checkpoint();
    await save(end);
    return end;
  } finally {
    trainer.dispose();
  }
}

async function createTrainer(
  {architecture, optimizer, training: {batchSize, samples}}: ModelPlan,
  engine: EngineName,
  state: TrainingState
): Promise<Trainer> {
  if (engine === "tfjs") return createTfjsTrainer(architecture, state, optimizer);
  const module = await WebAssembly.compile(await compileKernel("training"));
  const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
  return createKernelTrainer(await instantiateKernel<TrainingKernel>(module), layers, state, {
    optimizer,
    batchSize,
    samples
  });
}
