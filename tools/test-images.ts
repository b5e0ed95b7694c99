import {access} from "node:fs/promises";
import {join} from "node:path";
import type {Dataset, DatasetId} from "../src/vae/dataset.js";
import {splitFiles} from "./dataset-files.js";
import {datasetSources} from "./dataset-sources.js";
import {dataFolder, loadDataset} from "./dataset.js";
import {cacheFolder, fetchDataset} from "./fetch-dataset.js";

/** How long a mirror may stay silent before a build goes on without it, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * Returns a promise to the test images of a data set, or to undefined where they are not at hand:
 * from the folder that AEVB_DATA names, else from the cache, else from the best mirror, which is
 * asked once and briefly, and not at all if AEVB_OFFLINE is set. A build needs no network.
 *
 * @throws Error (as a rejection) if AEVB_DATA names a folder without them
 */
export async function testImages(id: DatasetId): Promise<Dataset | undefined> {
  if (dataFolder() !== undefined) return loadDataset(id, {split: "test"});
  const names = Object.values(splitFiles.test).map((name) => `${name}.gz`);
  const paths = names.map((name) => join(cacheFolder, id, name));
  const isCached = await Promise.all(paths.map((path) => access(path))).then(
    () => true,
    () => false
  );
  if (!isCached && !(await fetchOnce(id, names))) return undefined;
  return loadDataset(id, {split: "test", folder: cacheFolder});
}

/** Returns a promise to whether the files could be downloaded. */
async function fetchOnce(id: DatasetId, names: string[]): Promise<boolean> {
  if ((process.env.AEVB_OFFLINE ?? "") !== "") return false;
  const {mirrors, md5} = datasetSources[id];
  const source = {mirrors: mirrors.slice(0, 1), md5};
  return fetchDataset(id, {names, source, stallMs: PATIENCE_MS}).then(
    () => true,
    () => false
  );
}
