import {access, readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzip} from "../../src/formats/gunzip.js";
import type {Dataset, DatasetId, NamedIdx} from "../../src/formats/images.js";
import {datasetOf, parseIdx} from "../../src/formats/images.js";
import type {OnProgress, Split} from "./fetch-dataset.js";
import {cacheFolder, datasetSources, fetchDataset, splitFiles} from "./fetch-dataset.js";

/** Options for loadDataset. */
export interface LoadOptions {
  /** The part to read. */
  split: Split;
  /**
   * The folder that holds `mnist/` and `fashion-mnist/`; defaults to the one that AEVB_DATA names,
   * else to the cache, into which the files are downloaded if they are not there.
   */
  folder?: string;
  /** Told how far a download is, if there is one. */
  onProgress?: OnProgress;
}

/**
 * Returns a promise to one split of a data set, read from IDX files, each gzip-compressed or not.
 *
 * @throws Error (as a rejection) if a file is missing or is not what its name says
 */
export async function loadDataset(
  id: DatasetId,
  {split, folder = dataFolder(), onProgress}: LoadOptions
): Promise<Dataset> {
  const {images, labels} = splitFiles[split];
  if (folder === undefined) {
    await fetchDataset(id, {names: [`${images}.gz`, `${labels}.gz`], onProgress});
  }
  const directory = join(folder ?? cacheFolder, id);
  return datasetOf(id, await readIdx(directory, images), await readIdx(directory, labels));
}

/** Returns the folder that AEVB_DATA names, if any. */
export function dataFolder(): string | undefined {
  const folder = process.env.AEVB_DATA;
  return folder === "" ? undefined : folder;
}

async function readIdx(directory: string, name: string): Promise<NamedIdx> {
  const path = join(directory, name);
  const bytes = (await maybeRead(`${path}.gz`)) ?? (await maybeRead(path));
  if (bytes === undefined) {
    const remedy = "put it there or name another folder with --data DIR or AEVB_DATA";
    throw new Error(`missing ${path}.gz: neither it nor ${name} is there; ${remedy}`);
  }
  return {name: path, ...parseIdx(await gunzip(bytes, path), path)};
}

/** Returns the bytes of a file, or undefined if there is none. */
async function maybeRead(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

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

/** How long a mirror may stay silent before a build goes on without it, in milliseconds. */
const PATIENCE_MS = 5000;

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
