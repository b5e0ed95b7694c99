import {join} from "node:path";
import type {DatasetId} from "../src/formats/images.js";
import type {DatasetSource} from "./dataset-sources.js";
import {datasetSources} from "./dataset-sources.js";
import {fetchFile} from "./fetch-file.js";

/** Where downloaded data sets are kept; git ignores it. */
export const cacheFolder = join(import.meta.dirname, "..", ".cache", "data");

/** Told how far the download of a file is, in bytes; total is undefined if the server hides it. */
export type OnProgress = (name: string, received: number, total: number | undefined) => void;

/** Options for fetchDataset. */
export interface FetchDatasetOptions {
  /** The folder under which the data set’s own folder is; defaults to the cache. */
  folder?: string;
  /** The names of the files to fetch, with the .gz; defaults to all that are published. */
  names?: readonly string[];
  /** Where to fetch from; defaults to the published mirrors. */
  source?: DatasetSource;
  /** Told how far each download is. */
  onProgress?: OnProgress;
  /** The longest silence of a server, in milliseconds; defaults to that of download. */
  stallMs?: number;
}

/**
 * Makes sure that the files of a data set are in its folder, whole and with their published
 * checksums; downloads only those that are not.
 *
 * @throws Error (as a rejection) that says what could not be downloaded, why and what to do
 */
export async function fetchDataset(
  id: DatasetId,
  {
    folder = cacheFolder,
    source = datasetSources[id],
    names,
    onProgress,
    stallMs
  }: FetchDatasetOptions = {}
): Promise<void> {
  const {mirrors, md5} = source;
  for (const name of names ?? Object.keys(md5)) {
    try {
      await fetchFile(name, md5[name]!, {
        folder: join(folder, id),
        mirrors,
        stallMs,
        onProgress: (received, total) => onProgress?.(name, received, total)
      });
    } catch (error) {
      const files = Object.keys(md5).join(", ");
      throw new Error(
        `${(error as Error).message}; try again (what has arrived is kept), or put ${files} ` +
          `into DIR/${id} and name DIR with --data DIR or AEVB_DATA`,
        {cause: error}
      );
    }
  }
}
