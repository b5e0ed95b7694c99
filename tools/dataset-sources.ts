import type {DatasetId} from "../src/formats/images.js";

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
