/** Writes which data sets the site carries for the page of section 3, and how much of them. */
import {carriedImages} from "../../../tools/data/carried-images.js";
import {datasetIds} from "../../../tools/data/fetch-dataset.js";

const sets = [];
for (const id of datasetIds) {
  const images = await carriedImages(id);
  if (images === undefined) continue;
  const {width, height, train, labels, of} = images;
  sets.push({id, train: train.length / (width * height), of, heldOut: labels.length});
}
process.stdout.write(JSON.stringify(sets));
