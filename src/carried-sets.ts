import type {File} from "observablehq:stdlib";
import {classNames} from "./class-names.js";
import {REMEDY} from "./engine/verify.js";
import {fetchBytes} from "./fetch-bytes.js";
import {nextTask} from "./in-slices.js";
import type {LoadedImages, TrainingSource} from "./training-source.js";
import type {DatasetId} from "./vae/dataset.js";
import {datasetFacts} from "./vae/dataset-facts.js";
import {gunzip} from "./vae/gunzip.js";
import {decodeImages} from "./vae/packed-images.js";

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
 */
export function carriedSource(
  {id, train, of, heldOut}: CarriedSet,
  file: () => Pick<File, "name" | "href" | "size">
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
      return unpacked(bytes, `${id}.bin`);
    }
  };
}

async function unpacked(packed: Uint8Array, name: string): Promise<LoadedImages> {
  try {
    const images = decodeImages(await gunzip(packed, name, {rest: nextTask}));
    const {width, height, labels} = images;
    const some = (pixels: Uint8Array) => ({pixels, count: pixels.length / (width * height)});
    // Copies of what is small: what goes to a worker takes the whole of its buffer along.
    return {
      train: some(images.train),
      heldOut: some(images.heldOut.slice()),
      width,
      height,
      labels: labels.slice()
    };
  } catch (cause) {
    throw new Error(`altered file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
  }
}
