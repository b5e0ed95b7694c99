import {pixelFloor} from "../../math/likelihood.js";
import type {LiveRun} from "../../training/live-run.js";
import {startRun} from "../../training/live-run.js";
import type {RunReport} from "../../training/messages.js";
import type {RunPlan} from "../../training/plan.js";
import {fittingPlan} from "../../training/plan.js";
import type {RunState} from "../../training/state.js";
import type {LoadedImages} from "../../shipped/training-images/source.js";

/** The run of this page. */
export interface CurrentRun {
  run: LiveRun;
  plan: RunPlan;
  images: LoadedImages;
  /** The floor of the held-out images, in nats per image. */
  floor: number;
  /** What it has reported last. */
  report?: RunReport;
}

/** What a run needs, and whom it tells. */
export interface RunParts {
  /** Returns a promise to images by the name that a plan has for them. */
  images: (id: string, onProgress: (done: number, of: number) => void) => Promise<LoadedImages>;
  kernel: () => Promise<WebAssembly.Module>;
  /** Told of each report, with the one before. */
  onReport: (current: CurrentRun, before: RunReport | undefined) => void;
  /** Told when there is another run, or none, or when one is on its way. */
  onChange: () => void;
  /** Told how far the images are; an empty text says that they are there. */
  onLoading: (text: string) => void;
  /** Told of a plan whose minibatches were made smaller, as there are fewer images. */
  onFewImages: (plan: RunPlan) => void;
  onFailure: (error: unknown) => void;
}

/** At most one run: another one takes its place. */
export interface RunSlot {
  current(): CurrentRun | undefined;
  isLoading(): boolean;
  /** Starts a run, or goes on with one; resolves when it is under way, or has failed. */
  begin(plan: RunPlan, options: {paused: boolean; resume?: RunState}): Promise<void>;
  /** Ends the run, if there is one; its worker goes on until a promise is settled. */
  drop(until?: Promise<unknown>): void;
}

/** Returns a place for one run. */
export function runSlot(parts: RunParts): RunSlot {
  const {onReport, onChange, onLoading, onFewImages, onFailure} = parts;
  let current: CurrentRun | undefined;
  let isLoading = false;
  let starts = 0;

  function drop(until?: Promise<unknown>): void {
    const stop = current?.run.stop;
    if (until === undefined) stop?.();
    else until.then(stop, stop);
    current = undefined;
    isLoading = false;
    starts += 1;
  }

  async function begin(
    wanted: RunPlan,
    {paused, resume}: {paused: boolean; resume?: RunState}
  ): Promise<void> {
    drop();
    const start = starts;
    isLoading = true;
    onChange();
    onLoading("Fetching the images…");
    try {
      const [images, kernel] = await Promise.all([
        parts.images(wanted.dataset, (done, of) => {
          const percent = Math.round((100 * done) / of);
          if (start === starts) onLoading(`Fetching the images: ${percent} %`);
        }),
        parts.kernel()
      ]);
      if (start !== starts) return;
      // A command that repeats the run is to take as many images as there were here.
      const {count} = images.train;
      const plan = resume?.plan ?? fittingPlan({...wanted, images: count}, count);
      const run = startRun(plan, images, {kernel, resume, paused});
      current = {run, plan, images, floor: pixelFloor(images.heldOut)};
      isLoading = false;
      onLoading("");
      if (plan.batchSize < wanted.batchSize) onFewImages(plan);
      void follow(current);
    } catch (error) {
      if (start !== starts) return;
      isLoading = false;
      onFailure(error);
    }
    onChange();
  }

  async function follow(followed: CurrentRun): Promise<void> {
    try {
      for await (const report of followed.run) {
        if (followed !== current) return;
        const before = followed.report;
        followed.report = report;
        onReport(followed, before);
      }
    } catch (error) {
      if (followed !== current) return;
      drop();
      onChange();
      onFailure(error);
    }
  }

  return {current: () => current, isLoading: () => isLoading, begin, drop};
}
