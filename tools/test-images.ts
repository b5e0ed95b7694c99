import type {Dataset, DatasetId} from "../src/formats/images.js";
import {fetchBriefly, localDataset} from "./data-at-hand.js";
import {dataFolder, loadDataset} from "./dataset.js";

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
