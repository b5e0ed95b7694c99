import {join} from "node:path";
import type {DatasetId} from "../../src/formats/images.js";
import {projectFolder} from "../project.js";
import {fetchFile} from "./download.js";

/** The part of a data set to train on, or the part to measure on. */
export type Split = "train" | "test";

/** The published file names of each split, without the .gz; the same for every data set. */
export const splitFiles: Record<Split, {images: string; labels: string}> = {
  train: {images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte"},
  test: {images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte"}
};

/** The ids of the data sets, each also the name of its folder. */
export const datasetIds: readonly DatasetId[] = ["mnist", "fashion-mnist"];

/** Where a data set is published. */
export interface DatasetSource {
  /** The addresses of the folders that hold its files, each ending in a slash; best first. */
  mirrors: readonly string[];
  /** The published MD5 of each file, in hexadecimal, by file name. */
  md5: Readonly<Record<string, string>>;
}

/** The published mirrors and checksums of the data sets. */
export const datasetSources: Readonly<Record<DatasetId, DatasetSource>> = {
  mnist: {
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://ossci-datasets.s3.amazonaws.com/mnist/"
    ],
    md5: {
      "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
      "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
      "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
      "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c"
    }
  },
  "fashion-mnist": {
    mirrors: [
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
    ],
    md5: {
      "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
      "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
      "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
      "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310"
    }
  }
};

/** Where downloaded data sets are kept; git ignores it. */
export const cacheFolder = join(projectFolder, ".cache", "data");

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
