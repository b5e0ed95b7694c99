import {openNetwork} from "../../engine/open-network.js";
import {meanKlPerUnit} from "../../math/latent-use.js";
import type {NamedFile} from "../../reading/file.js";
import {openModelZip} from "../../training/open-zip.js";
import type {RunPlan} from "../../training/plan.js";
import {sheetPoints} from "../../training/recorded-run.js";

/** A dropped zip, and what is wanted of its model. */
interface DroppedZip {
  file: NamedFile;
  /** Images of the sheet's side. */
  side: number;
  /** How many codes are wanted, at most. */
  codes: number;
}

/** The model of a dropped zip, as the figure shows it. */
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

/** What a worker that reads the zip of a model answers. */
export interface ZipSession {
  /**
   * Returns a promise to the model in a zip, decoded to a sheet.
   *
   * @throws Error (as a rejection) in one sentence naming the file that is missing or wrong
   */
  model(zip: DroppedZip): Promise<ReadModelZip>;
}

/** A session in a worker: inflating, hashing and decoding take longer than a frame. */
export const zipSession: ZipSession = {model: readModelZip};

async function readModelZip({file, side, codes}: DroppedZip): Promise<ReadModelZip> {
  const {manifest, plan, layers, codes: all} = await openModelZip(file);
  const {latentSize, image} = manifest;
  // One sheet: the plain loop has drawn it before a kernel would be fetched.
  const {network} = await openNetwork({layers});
  const pixels = network.pixels(sheetPoints(latentSize, side), side * side);
  const count = Math.min(codes, all.count);
  const values = count * latentSize;
  return {
    id: manifest.id,
    dataset: manifest.dataset,
    plan,
    latentSize,
    width: image.width,
    height: image.height,
    pixels: pixels.slice(),
    mu: all.mu.slice(0, values),
    logVar: all.logVar.slice(0, values),
    labels: Uint8Array.from(all.labels.subarray(0, count)),
    klPerUnit: Array.from(meanKlPerUnit(all.mu, all.logVar, latentSize)),
    elbo: manifest.results.elbo
  };
}
