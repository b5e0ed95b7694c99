import type {NamedFile} from "./reading/file.js";
import type {RunPlan} from "./training/plan.js";

/** What a worker that reads the zip of a model is asked. */
export interface ModelZipRequest {
  file: NamedFile;
  /** Images of the sheet's side. */
  side: number;
  /** How many codes are wanted, at most. */
  codes: number;
}

/** A model that was brought back, as the figure shows it. */
export interface ReadModelZip {
  id: string;
  dataset: string;
  /** The plan of its run; undefined if the zip has none. */
  plan?: RunPlan;
  latentSize: number;
  width: number;
  height: number;
  /** The means of the pixels of a sheet, 8 bits, row-major. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Codes of held-out images, row-major [count, latentSize], and their classes. */
  mu: Float32Array<ArrayBuffer>;
  logVar: Float32Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
  /** The mean KL of each dimension over all of its codes, in nats per image. */
  klPerUnit: number[];
  /** Its bound on held-out images, in nats per image, as its manifest says. */
  elbo: number;
}

/** What it answers. */
export type ModelZipAnswer =
  {type: "model"; model: ReadModelZip} | {type: "failed"; message: string};
