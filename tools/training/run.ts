import type {Images} from "../../src/formats/images.js";
import {openKernelTrainer, startingState} from "../../src/training/trainer-plan.js";
import {stepsPerEpoch} from "../../src/vae/minibatch.js";
import type {Progress, Trainer, TrainingState} from "../../src/vae/trainer.js";
import {createTfjsTrainer, train} from "../../src/vae/trainer.js";
import {compileKernel} from "../models/compile-kernel.js";
import type {Checkpoint} from "./checkpoint.js";
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
  const {training} = plan;
  const trainer = await createTrainer(plan, engine, from?.state ?? startingState(plan));
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
      if (signal.aborted || progress.step === plan.run?.steps) break;
    }
    const end = checkpoint();
    await save(end);
    return end;
  } finally {
    trainer.dispose();
  }
}

async function createTrainer(
  plan: ModelPlan,
  engine: EngineName,
  state: TrainingState
): Promise<Trainer> {
  if (engine === "tfjs") {
    return createTfjsTrainer(plan.architecture, state, plan.optimizer, plan.objective);
  }
  const module = await WebAssembly.compile(await compileKernel("training"));
  return openKernelTrainer(plan, module, state);
}
