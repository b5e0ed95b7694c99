/**
 * Records the spectrum of MNIST for the linear VAE of the page “After the paper”: `npm run
 * record-spectrum` writes the eigenvalues of the covariance of the training pixels to
 * src/data/spectrum/mnist.json, and the mean with the first eigenvectors, at 8 bits a number, to
 * directions.json beside it. No image is written.
 */
import type {Spectrum} from "../src/formats/spectrum.js";
import {packDirections} from "../src/formats/spectrum.js";
import {symmetricEigen} from "../src/math/symmetric-eigen.js";
import {loadDataset} from "./data/dataset.js";
import {recordPath, writeJson} from "./records.js";

/** Directions with a smaller eigenvalue are not drawn: the figure’s s² begins here. */
const LEAST_VARIANCE = 0.1;
const INK = 255;

const {id, count, width, height, images} = await loadDataset("mnist", {split: "train"});
const size = width * height;
const {mean, covariance} = pixelMoments();
const eigen = symmetricEigen(covariance, size);
const values = Array.from(eigen.values, (value) => Number(Math.max(0, value).toPrecision(7)));
const drawn = values.filter((value) => value > LEAST_VARIANCE).length;
const directions = packDirections(
  mean,
  Array.from({length: drawn}, (_, j) => eigen.vectors.slice(j * size, (j + 1) * size))
);
const spectrum: Spectrum = {
  dataset: id,
  images: count,
  command: "npm run record-spectrum",
  values
};
await writeJson(recordPath("spectrum/mnist.json"), spectrum);
await writeJson(recordPath("spectrum/directions.json"), directions);
console.log(`eigenvalues: ${values.slice(0, 3).join(", ")}, …; ${drawn} directions are drawn`);

/** Returns the mean and the covariance of the pixels in [0, 1]; most pixels of an image are 0. */
function pixelMoments(): {mean: Float64Array; covariance: Float64Array} {
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size); // whole numbers, and so exact
  for (let image = 0; image < images.length; image += size) {
    const inked: number[] = [];
    for (let i = 0; i < size; ++i) if (images[image + i] > 0) inked.push(i);
    for (const i of inked) {
      const ink = images[image + i];
      sums[i] += ink;
      for (const j of inked) products[i * size + j] += ink * images[image + j];
    }
  }
  const means = sums.map((sum) => sum / count / INK);
  const centered = (sum: number, at: number) =>
    sum / count / INK ** 2 - means[Math.floor(at / size)] * means[at % size];
  return {mean: means, covariance: products.map(centered)};
}
