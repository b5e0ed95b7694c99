import type {ImageSize} from "../formats/image-size.js";
import type {Images} from "../formats/images.js";
import type {LatentUse} from "../math/latent-use.js";
import type {MeanElbo} from "../vae/gradient.js";
import type {ImagePiece} from "./image-pieces.js";
import type {RunPlan} from "./plan.js";
import type {CurvePoint, RunState} from "./state.js";

/** The images of a run; those held out are never trained on. */
export interface RunImages {
  train: Images;
  heldOut: Images;
}

/** What a run is started with. */
export interface StartRequest {
  plan: RunPlan;
  images: RunImages;
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  /** Where to go on from; without it the run starts afresh. */
  resume?: RunState;
  /** Whether to wait for “continue” or “step”. */
  paused: boolean;
}

/** What to make of the model as it is now. */
export interface SnapshotRequest {
  /** Latent points to decode, row-major [points, latentSize]. */
  z: Float32Array;
  /** How many of the held-out images to encode, from the first one. */
  codes: number;
}

/** What a model file needs to know beside the run. */
export interface ZipRequest {
  image: ImageSize;
  /** The class of each held-out image; without it all are of class 0. */
  labels?: Uint8Array;
}

/** What a worker that trains answers: the images come in pieces, then a run of them starts. */
export interface TrainingSession {
  pixels(piece: ImagePiece): void;
  /** Is answered when the run has finished or diverged; until then it tells how it goes on. */
  start(request: StartRequest, tell: (report: RunReport) => void): Promise<void>;
  pause(): Promise<void>;
  continue(): Promise<void>;
  /** Takes one minibatch of a paused run. */
  step(): Promise<void>;
  state(): Promise<RunState>;
  snapshot(request: SnapshotRequest): Promise<Snapshot>;
  zip(request: ZipRequest): Promise<Uint8Array<ArrayBuffer>>;
}

/** Where a run stands; it is “diverged” if its bound is no longer a number. */
export type RunStatus = "running" | "paused" | "finished" | "diverged";

/** How a run goes on: each report tells all, so that a slow reader may skip some. */
export interface RunReport {
  status: RunStatus;
  /** The minibatches taken, and how many there are to take. */
  step: number;
  totalSteps: number;
  /** The images seen, counting repetitions. */
  imagesSeen: number;
  /** The time spent training, in seconds, that before a reload included. */
  seconds: number;
  /** The pace over the last seconds of training; 0 while it is not known. */
  samplesPerSecond: number;
  /** The terms of the last minibatch, in nats per image; undefined before the first. */
  minibatch?: MeanElbo;
  /** Their running mean. */
  train?: MeanElbo;
  /** The curve so far, at points evenly on a logarithmic axis of images seen. */
  curve: CurvePoint[];
  /** Which latent dimensions are in use; undefined while it is too early to say. */
  latentUse?: LatentUse;
}

/** The model as it is now. */
export interface Snapshot {
  /** The number of minibatches behind it. */
  step: number;
  /** The means of the pixels at each z, 8 bits, row-major [points, inputSize]. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** q(z|x) of the held-out images, row-major [codes, latentSize]. */
  mu: Float32Array<ArrayBuffer>;
  logVar: Float32Array<ArrayBuffer>;
}
