import type {Dataset, DatasetId, PackedImages} from "../../src/formats/images.js";
import {dataFolder, fetchBriefly, loadDataset, localDataset} from "./dataset.js";
import {withDownloadBar} from "./download-bar.js";
import {datasetIds} from "./fetch-dataset.js";

/** How many training images of each data set the site carries, if nobody says otherwise. */
const DEFAULT_COUNT = 10_000;

/** How many test images it carries with them, to measure with. */
const HELD_OUT = 1000;

/** The images of a data set that the site carries. */
export interface CarriedImages extends PackedImages {
  /** The number of training images that the data set has. */
  of: number;
}

/**
 * Returns how many training images of each data set the site is to carry: what AEVB_TRAINING says.
 *
 * @throws Error if that is no such number
 */
export function carriedCount(text = process.env.AEVB_TRAINING ?? ""): number {
  if (text === "") return DEFAULT_COUNT;
  if (text === "all") return Infinity;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`invalid AEVB_TRAINING: “${text}”, expected a number of images, or “all”`);
}

/**
 * Returns a promise to the first training images of a data set and its first test images, or to
 * undefined where they are not found or not wanted.
 *
 * @throws Error (as a rejection) if a file is not what its name says
 */
export async function carriedImages(id: DatasetId): Promise<CarriedImages | undefined> {
  const count = carriedCount();
  if (count === 0) return undefined;
  const [train, test] = [await localDataset(id, "train"), await localDataset(id, "test")];
  if (train === undefined || test === undefined) return undefined;
  const [{width, height}, heldOut] = [train, Math.min(HELD_OUT, test.count)];
  if (test.width !== width || test.height !== height) {
    const found = `test images of ${test.width} × ${test.height} pixels`;
    throw new Error(`invalid ${id}: ${found}, expected ${width} × ${height}, as those to train on`);
  }
  return {
    width,
    height,
    train: firstImages(train, Math.min(count, train.count)),
    heldOut: firstImages(test, heldOut),
    labels: test.labels.subarray(0, heldOut),
    of: train.count
  };
}

function firstImages({images, width, height}: Dataset, count: number): Uint8Array {
  return images.subarray(0, count * width * height);
}

/** Downloads what the site is to carry and does not have; goes on without what does not come. */
export async function fetchCarriedImages(): Promise<void> {
  if (carriedCount() === 0 || dataFolder() !== undefined) return;
  await withDownloadBar(async (onProgress) => {
    for (const id of datasetIds) {
      if ((await carriedImages(id)) === undefined) {
        await fetchBriefly(id, ["train", "test"], onProgress);
      }
    }
  });
}

/**
 * Returns a promise to the test images of a data set, or to undefined where they are not found:
 * from the folder that AEVB_DATA names, else from the cache, else from the best mirror, which is
 * asked once and briefly, and not at all if AEVB_OFFLINE is set. A build needs no network.
 *
 * @throws Error (as a rejection) if AEVB_DATA names a folder without them
 */
export async function testImages(id: DatasetId): Promise<Dataset | undefined> {
  if (dataFolder() !== undefined) return loadDataset(id, {split: "test"});
  const found = await localDataset(id, "test");
  if (found !== undefined) return found;
  return (await fetchBriefly(id, ["test"])) ? localDataset(id, "test") : undefined;
}
