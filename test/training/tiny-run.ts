import {randomSource} from "../../src/math/random.js";
import type {RunImages, RunReport, StartRequest} from "../../src/training/messages.js";
import type {RunPlan} from "../../src/training/plan.js";
import {presetPlan} from "../../src/training/plan.js";
import {createTrainingSession} from "../../src/training/session.js";

/** The side of the images, in pixels. */
export const SIDE = 6;

/** Returns seeded images of a bar, upright or lying, at a random place. */
function bars(count: number, seed: number) {
  const source = randomSource(seed);
  const pixels = new Uint8Array(count * SIDE ** 2);
  for (let image = 0; image < count; ++image) {
    const [upright, place] = [source() < 0.5, Math.floor(SIDE * source())];
    for (let i = 0; i < SIDE; ++i) {
      const at = upright ? i * SIDE + place : place * SIDE + i;
      pixels[image * SIDE ** 2 + at] = 255;
    }
  }
  return {pixels, count};
}

export const tinyImages: RunImages = {train: bars(200, 1), heldOut: bars(30, 2)};

/** Returns a plan that takes 200 minibatches in a second. */
export function tinyPlan(change: Partial<RunPlan> = {}): RunPlan {
  const base = presetPlan("viewer", {dataset: "bars"});
  return {...base, hiddenUnits: 12, batchSize: 20, epochs: 20, rate: 0.01, ...change};
}

/** Returns a session whose clock strikes at every look: it reports after each minibatch. */
export function tinySession() {
  const reports: RunReport[] = [];
  let time = 0;
  let told: () => void = () => {};
  const session = createTrainingSession({
    now: () => (time += 1000),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    versions: {node: process.versions.node}
  });
  /** Starts a run, and resolves when it is over. */
  const start = (request: StartRequest) =>
    session.start(request, (report) => {
      reports.push(structuredClone(report));
      told();
    });
  /** Resolves once there is a report of a step, or of a later one. */
  const until = async (step: number): Promise<void> => {
    while (!(reports.at(-1)!.step >= step)) await new Promise<void>((resolve) => (told = resolve));
  };
  return {...session, reports, start, until};
}
