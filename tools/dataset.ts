import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzip} from "../src/formats/gunzip.js";
import type {Dataset, DatasetId, NamedIdx} from "../src/formats/images.js";
import {datasetOf, parseIdx} from "../src/formats/images.js";
import type {Split} from "./dataset-files.js";
import {splitFiles} from "./dataset-files.js";
import type {OnProgress} from "./fetch-dataset.js";
import {cacheFolder, fetchDataset} from "./fetch-dataset.js";

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
