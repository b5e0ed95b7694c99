import type {Images} from "../../src/formats/images.js";
import {startRun} from "../../src/training/live-run.js";
import type {RunPlan} from "../../src/training/plan.js";

/** What is to be learned. */
export interface Lesson {
  plan: RunPlan;
  /** The pixels of an image. */
  size: number;
  /** Bounds to get below on held-out images, in nats per image, the highest first. */
  targets: number[];
  /** When to give up, in seconds of training. */
  limit: number;
}

/**
 * Trains as the page of section 3 does, with its worker, and returns a promise to the seconds of
 * training after which each bound was passed; null where it was not.
 */
async function learn({plan, size, targets, limit}: Lesson): Promise<(number | null)[]> {
  const imagesAt = async (url: string): Promise<Images> => {
    const pixels = new Uint8Array(await (await fetch(url)).arrayBuffer());
    return {pixels, count: pixels.length / size};
  };
  const images = {train: await imagesAt("train.bin"), heldOut: await imagesAt("held-out.bin")};
  const kernel = await WebAssembly.compileStreaming(fetch("training.wasm"));
  const worker = new Worker("live-worker.js", {type: "module"});
  const run = startRun(plan, images, {kernel, worker});
  const passed: (number | null)[] = targets.map(() => null);
  for await (const {seconds, curve} of run) {
    const bound = curve.at(-1)?.heldOut.elbo ?? -Infinity;
    targets.forEach((target, i) => {
      if (passed[i] === null && -bound < target) passed[i] = seconds;
    });
    if (seconds > limit || !passed.includes(null)) break;
  }
  run.stop();
  return passed;
}

Object.assign(globalThis, {learn});
