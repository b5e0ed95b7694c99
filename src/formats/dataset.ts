import type {DatasetId} from "./images.js";

/** What a reader needs to know of a data set. */
export interface DatasetFacts {
  /** Its name, as its makers write it. */
  title: string;
  /** What one image shows, in the plural. */
  subject: string;
  /** Who made it, and from what. */
  origin: string;
  licence: string;
  /** The address of its home page; empty if it has none. */
  home: string;
}

/** The facts of each data set. */
export const datasetFacts: Readonly<Record<DatasetId, DatasetFacts>> = {
  mnist: {
    title: "MNIST",
    subject: "handwritten digits",
    origin:
      "made by Yann LeCun, Corinna Cortes and Christopher Burges from forms that employees of " +
      "the United States Census Bureau and American high-school students filled in",
    licence: "CC BY-SA 3.0",
    home: "http://yann.lecun.com/exdb/mnist/"
  },
  "fashion-mnist": {
    title: "Fashion-MNIST",
    subject: "articles of clothing",
    origin: "made by Zalando Research from the product photographs of Zalando’s shop",
    licence: "MIT, © 2017 Zalando SE",
    home: "https://github.com/zalandoresearch/fashion-mnist"
  }
};

/** Returns what there is to know of images that nobody but their owner knows. */
export function unknownDataset(title: string): DatasetFacts {
  return {
    title,
    subject: "images",
    origin: "given by the one who trained the model",
    licence: "known to them",
    home: ""
  };
}

/** The most classes that figures tell apart: `src/styles/tokens.css` has a color for each. */
export const MOST_CLASSES = 10;

/** What the ten classes of each data set are called, in the order of their labels. */
export const classNames = {
  mnist: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  "fashion-mnist": [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot"
  ]
} as const;
