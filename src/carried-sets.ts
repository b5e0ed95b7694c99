import type {File} from "observablehq:stdlib";
import {fetchBytes} from "./fetch-bytes.js";
import {classNames, datasetFacts} from "./formats/dataset.js";
import type {DatasetId} from "./formats/images.js";
import type {madeImages} from "./made-images.js";
import type {TrainingSource} from "./training-source.js";

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
