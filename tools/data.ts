import {parseArgs} from "node:util";
import type {Dataset, DatasetId} from "../src/formats/images.js";
import type {Split} from "./data/fetch-dataset.js";
import {datasetIds, splitFiles} from "./data/fetch-dataset.js";
import {dataFolder, loadDataset} from "./data/dataset.js";
import {withDownloadBar} from "./data/download-bar.js";

const USAGE = `npm run data -- [--data DIR] [--only ${datasetIds.join("|")}]

Downloads the data sets into the cache, or checks those in a folder.
  --data DIR   check DIR/mnist and DIR/fashion-mnist; defaults to AEVB_DATA, else download
  --only ID    take one data set; defaults to all`;

/** Downloads or checks the data sets and prints a line for each split. */
async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {data: {type: "string"}, only: {type: "string"}, help: {type: "boolean"}}
  });
  if (values.help) return console.log(USAGE);
  const folder = values.data ?? dataFolder();
  for (const id of values.only === undefined ? datasetIds : [datasetId(values.only)]) {
    for (const split of Object.keys(splitFiles) as Split[]) {
      const dataset = await withDownloadBar((onProgress) =>
        loadDataset(id, {split, folder, onProgress})
      );
      console.log(`${id} ${split}: ${summary(dataset)}`);
    }
  }
}

function datasetId(value: string): DatasetId {
  const id = datasetIds.find((known) => known === value);
  if (id === undefined)
    throw new Error(`invalid --only: ${value}, expected ${datasetIds.join(" or ")}`);
  return id;
}

/** Returns the size and the mean pixel of a data set, by which a wrong one is recognised. */
function summary({count, width, height, images}: Dataset): string {
  const mean = images.reduce((sum, pixel) => sum + pixel, 0) / images.length / 255;
  return `${count.toLocaleString("en")} × ${width} × ${height} pixels, mean ${mean.toFixed(4)} of 1`;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
