/**
 * Writes the images that figures start from, one of each class and the hard cases. Framework runs it
 * once for each data set, with `--dataset=<id>`.
 */
import {parseArgs} from "node:util";
import {toBase64} from "../../formats/bytes.js";
import type {DatasetId} from "../../formats/images.js";
import {exampleImages} from "../example-images.js";

const {values} = parseArgs({options: {dataset: {type: "string"}}});
const {source, images} = await exampleImages(values.dataset as DatasetId);
const written = images.map(({pixels, ...image}) => ({
  ...image,
  pixels: toBase64(pixels)
}));
process.stdout.write(JSON.stringify({source, images: written}));
