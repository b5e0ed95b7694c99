import type {Idx} from "./idx.js";

/** The data sets that models are trained on. */
export type DatasetId = "mnist" | "fashion-mnist";

/** Labelled images, all of one size. */
export interface Dataset {
  id: DatasetId;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** The number of images. */
  count: number;
  /** Pixels, row-major [count, height × width]; 0 is paper, 255 is ink. */
  images: Uint8Array;
  /** The class of each image, from 0. */
  labels: Uint8Array;
}

/** An array with the name of the file that it came from. */
export interface NamedIdx extends Idx {
  name: string;
}

/**
 * Returns the data set that a file of images and a file of labels make up.
 *
 * @param images shape [count, height, width]
 * @param labels shape [count]
 * @throws Error if either has another number of dimensions, or if the counts differ or are zero
 */
export function datasetOf(id: DatasetId, images: NamedIdx, labels: NamedIdx): Dataset {
  assertRank(images, 3, "images");
  assertRank(labels, 1, "labels");
  const [count, height, width] = images.shape as [number, number, number];
  if (images.data.length === 0) {
    const sizes = images.shape.join(" × ");
    throw new Error(`invalid ${images.name}: ${sizes} pixels, expected some; choose another file`);
  }
  if (labels.shape[0] !== count) {
    throw new Error(
      `invalid ${labels.name}: ${labels.shape[0]} labels, expected ${count}, one for each image ` +
        `of ${images.name}; use two files of the same set`
    );
  }
  return {id, width, height, count, images: images.data, labels: labels.data};
}

function assertRank({name, shape}: NamedIdx, rank: number, what: string): void {
  if (shape.length === rank) return;
  throw new Error(
    `invalid ${name}: ${shape.length} dimension${shape.length === 1 ? "" : "s"}, ` +
      `expected ${rank} for ${what}; correct the file’s name or download it again`
  );
}
