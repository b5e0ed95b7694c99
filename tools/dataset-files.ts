import type {DatasetId} from "../src/formats/images.js";

/** The part of a data set to train on, or the part to measure on. */
export type Split = "train" | "test";

/** The published file names of each split, without the .gz; the same for every data set. */
export const splitFiles: Record<Split, {images: string; labels: string}> = {
  train: {images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte"},
  test: {images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte"}
};

/** The ids of the data sets, each also the name of its folder. */
export const datasetIds: readonly DatasetId[] = ["mnist", "fashion-mnist"];
