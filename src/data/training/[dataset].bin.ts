/**
 * Writes the images of a data set that the page of section 3 trains on, compressed; none where
 * the data set is not found. Framework runs it once for each data set, with `--dataset=<id>`.
 */
import {parseArgs} from "node:util";
import {gzipSync} from "node:zlib";
import {carriedImages} from "../../../tools/data/carried-images.js";
import type {DatasetId} from "../../formats/images.js";
import {encodeImages} from "../../formats/images.js";

const none = new Uint8Array(0);
const nothing = {width: 0, height: 0, train: none, heldOut: none, labels: none};

const {values} = parseArgs({options: {dataset: {type: "string"}}});
const images = (await carriedImages(values.dataset as DatasetId)) ?? nothing;
process.stdout.write(gzipSync(encodeImages(images), {level: 9}));
