import type {File} from "observablehq:stdlib";
import {askedWorker} from "../../async/worker.js";
import {joinBytes} from "../../formats/bytes.js";
import {classNames, datasetFacts} from "../../formats/dataset.js";
import type {DatasetId} from "../../formats/images.js";
import {checkSiteBytes, readOrExplain} from "../site-file.js";
import type {ImageMakingRequest, ImageMakingSession} from "./making.js";
import type {LoadedImages, TrainingSource} from "./source.js";

/** A data set of which the site carries images. */
export interface CarriedSet {
  id: DatasetId;
  /** The number of images to train on, and how many the data set has. */
  train: number;
  of: number;
  /** The number of test images to measure with. */
  heldOut: number;
}

/**
 * Returns the images of a data set that the site carries, as something to train on.
 *
 * @param file returns where they are, packed
 * @param make unpacks them, in a worker
 */
export function carriedSource(
  {id, train, of, heldOut}: CarriedSet,
  file: () => Pick<File, "name" | "href" | "size">,
  make: typeof madeImages
): TrainingSource {
  const {title, subject, origin, licence} = datasetFacts[id];
  const count = (n: number) => n.toLocaleString("en");
  const part = train === of ? `All ${count(of)}` : `The first ${count(train)} of ${count(of)}`;
  return {
    id,
    title,
    note:
      `${part} training images of ${title}, ${subject}, measured on ${count(heldOut)} of its ` +
      `test images. ${title} was ${origin}; its licence is ${licence}.`,
    classNames: classNames[id],
    load: async (onProgress, signal) => {
      const bytes = await fetchBytes(file(), {onProgress, signal});
      const request = {type: "unpack", bytes, name: `${id}.bin`} as const;
      return make(request, [onProgress, signal], [bytes.buffer as ArrayBuffer]);
    }
  };
}

/** Options for fetchBytes. */
interface FetchBytesOptions {
  /** Is told how many bytes have come, where their number is known. */
  onProgress?: (done: number, of: number) => void;
  /** Ends the fetch; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
}

/**
 * Returns a promise to the bytes of a file of the site.
 *
 * @throws Error (as a rejection) that names the file and what to do if it cannot be had
 */
export async function fetchBytes(
  {name, href, size}: Pick<File, "name" | "href" | "size">,
  {onProgress, signal}: FetchBytesOptions = {}
): Promise<Uint8Array> {
  const read = async () => {
    const response = await fetch(href, {signal});
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let done = 0;
    // A reader and not `for await`, which not every browser has for streams.
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      done += next.value.length;
      if (size > 0) onProgress?.(Math.min(done, size), size);
    }
    const bytes = joinBytes(chunks);
    await checkSiteBytes({name, href}, bytes.buffer as ArrayBuffer);
    return bytes;
  };
  try {
    return await readOrExplain(name, read);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/**
 * Returns a promise to images to train on, which a worker of their own makes or unpacks.
 *
 * @param transfer what of the request is handed over and not copied
 */
export async function madeImages(
  request: ImageMakingRequest,
  [onProgress, signal]: Parameters<TrainingSource["load"]>,
  transfer: Transferable[] = []
): Promise<LoadedImages> {
  const worker = new Worker(import.meta.resolve("./making-worker.js"), {type: "module"});
  const {ask, end} = askedWorker<ImageMakingSession>(worker, "the images could not be made");
  return ask(request, {onProgress, signal, transfer}).finally(end);
}
