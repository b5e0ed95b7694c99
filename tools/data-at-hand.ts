import {access} from "node:fs/promises";
import {join} from "node:path";
import type {Dataset, DatasetId} from "../src/formats/images.js";
import type {Split} from "./dataset-files.js";
import {splitFiles} from "./dataset-files.js";
import {datasetSources} from "./dataset-sources.js";
import {dataFolder, loadDataset} from "./dataset.js";
import type {OnProgress} from "./fetch-dataset.js";
import {cacheFolder, fetchDataset} from "./fetch-dataset.js";

/** How long a mirror may stay silent before a build goes on without it, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * Returns a promise to one split of a data set, from the folder that AEVB_DATA names, else from the
 * cache; or to undefined where its files are not there. The network is not asked.
 *
 * @throws Error (as a rejection) if a file is not what its name says
 */
export async function localDataset(id: DatasetId, split: Split): Promise<Dataset | undefined> {
  const folder = dataFolder() ?? cacheFolder;
  const paths = Object.values(splitFiles[split]).map((name) => join(folder, id, name));
  const found = await Promise.all(
    paths.map(async (path) => (await isFile(`${path}.gz`)) || isFile(path))
  );
  return found.every(Boolean) ? loadDataset(id, {split, folder}) : undefined;
}

/**
 * Returns a promise to whether splits of a data set are in the cache now: they are fetched from the
 * best mirror, which is asked once and briefly, and not at all if AEVB_OFFLINE is set.
 */
export async function fetchBriefly(
  id: DatasetId,
  splits: readonly Split[],
  onProgress?: OnProgress
): Promise<boolean> {
  if ((process.env.AEVB_OFFLINE ?? "") !== "") return false;
  const names = splits.flatMap((split) => Object.values(splitFiles[split]));
  const {mirrors, md5} = datasetSources[id];
  const source = {mirrors: mirrors.slice(0, 1), md5};
  const options = {names: names.map((name) => `${name}.gz`), source, onProgress};
  return fetchDataset(id, {...options, stallMs: PATIENCE_MS}).then(
    () => true,
    () => false
  );
}

function isFile(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
