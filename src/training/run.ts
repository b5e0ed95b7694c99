import {checkLatents, pixelsOfLogits} from "../engine/decoder.js";
import type {Images} from "../formats/images.js";
import {latentUse} from "../math/latent-use.js";
import {stepsPerEpoch} from "../vae/minibatch.js";
import type {Progress} from "../vae/trainer.js";
import {train} from "../vae/trainer.js";
import {createHeldOut} from "./held-out.js";
import type {RunReport, Snapshot, SnapshotRequest, StartRequest} from "./messages.js";
import {createPace, isMilestone} from "./pace.js";
import {trainingPlanOf} from "./plan.js";
import type {RunState} from "./state.js";
import {addTerms, meanTerms, noTerms} from "./state.js";
import {firstImages, openKernelTrainer, startingState, trainerPlanOf} from "./trainer-plan.js";

/** A model that has seen fewer images may still find a use for its latent dimensions. */
const SETTLED_IMAGES = 5000;

/** A run, which somebody moves on. */
export interface Run {
  /** Takes one minibatch, and says whether there is another. */
  next(): Promise<"ready" | "finished" | "diverged">;
  /** Adds to the time spent training, in seconds. */
  spend(seconds: number): void;
  report(): Omit<RunReport, "status">;
  state(): RunState;
  snapshot(request: SnapshotRequest): Snapshot;
  /** What was given to it, and is needed to make files of its model. */
  parts: {kernel: WebAssembly.Module; heldOut: Images};
}

/**
 * Returns a promise to a run, at its start or where it was left.
 *
 * @throws Error (as a rejection) if the state to go on from is of another plan or of other images
 */
export async function openRun({
  plan,
  images,
  kernel,
  resume
}: Omit<StartRequest, "paused">): Promise<Run> {
  const trainImages = firstImages(images.train, plan.images);
  const inputSize = trainImages.pixels.length / trainImages.count;
  const found = fingerprint(trainImages);
  if (resume !== undefined) checkResume(resume, {plan, fingerprint: found});
  const trainerPlan = trainerPlanOf(plan, inputSize);
  const start = resume?.training ?? startingState(trainerPlan);
  const trainer = await openKernelTrainer(trainerPlan, kernel, start);
  const heldOut = createHeldOut(trainer, images.heldOut, plan);
  const progress = train(trainer, trainImages, trainingPlanOf(plan));
  const totalSteps = plan.epochs * stepsPerEpoch(trainImages.count, plan.batchSize);

  let last: Progress | undefined;
  let running = resume?.train ?? noTerms;
  let seconds = resume?.seconds ?? 0;
  const curve = [...(resume?.curve ?? [])];
  const pace = createPace();
  const imagesSeen = () => trainer.stepsTaken * plan.batchSize;
  pace.mark(seconds, imagesSeen());

  return {
    parts: {kernel, heldOut: images.heldOut},
    async next() {
      const before = imagesSeen();
      const {value, done} = await progress.next();
      if (done === true) return "finished";
      last = value;
      if (!Number.isFinite(value.elbo)) return "diverged";
      running = addTerms(running, value);
      const isLast = value.step === totalSteps;
      if (isLast || isMilestone(before, value.imagesSeen)) {
        const terms = heldOut.terms();
        if (!Number.isFinite(terms.heldOut.elbo)) return "diverged";
        curve.push({imagesSeen: value.imagesSeen, train: meanTerms(running)!, ...terms});
      }
      return isLast ? "finished" : "ready";
    },
    spend(more) {
      seconds += more;
      pace.mark(seconds, imagesSeen());
    },
    report() {
      const point = curve.at(-1);
      return {
        step: trainer.stepsTaken,
        totalSteps,
        imagesSeen: imagesSeen(),
        seconds,
        samplesPerSecond: pace.samplesPerSecond(),
        minibatch: last && {elbo: last.elbo, reconstruction: last.reconstruction, kl: last.kl},
        train: meanTerms(running),
        curve: [...curve],
        latentUse:
          point !== undefined && point.imagesSeen >= SETTLED_IMAGES
            ? latentUse(point.klPerUnit)
            : undefined
      };
    },
    state: () => ({
      plan,
      inputSize,
      fingerprint: found,
      training: trainer.state(),
      seconds,
      train: running,
      curve: [...curve]
    }),
    snapshot({z, codes}) {
      const points = Math.floor(z.length / plan.latentSize);
      checkLatents(z, points, plan.latentSize);
      const pixels = pixelsOfLogits(trainer.decode(z, points));
      return {step: trainer.stepsTaken, pixels, ...heldOut.codes(codes)};
    }
  };
}

function checkResume(state: RunState, expected: Pick<RunState, "plan" | "fingerprint">): void {
  if (state.fingerprint !== expected.fingerprint) {
    throw new Error(
      `invalid images: ${expected.fingerprint}, expected ${state.fingerprint}, those of the run`
    );
  }
  const [found, wanted] = [state.plan, expected.plan].map((plan) => JSON.stringify(sorted(plan)));
  if (found !== wanted)
    throw new Error(`invalid plan: ${wanted}, expected ${found}, the run’s own`);
}

function sorted(plan: RunState["plan"]): [string, unknown][] {
  return Object.entries(plan).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The constants of FNV-1a with 32 bits. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Returns a short text that tells images apart: their number, their size and a hash (FNV-1a) of
 * all pixels. It guards against going on with other images by mistake, not against forgery.
 */
export function fingerprint({pixels, count}: Images): string {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  let hash = OFFSET;
  for (let i = 0; i < bytes.length; ++i) hash = Math.imul(hash ^ bytes[i], PRIME);
  return `${count}×${pixels.length / count}:${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
