/**
 * Writes the images that figures start from, one of each class and the hard cases: test images where
 * the data set is found; elsewhere what the decoder of two latents makes of recorded codes of test
 * images, which have hard cases of their own. Framework runs it once for each data set, with
 * `--dataset=<id>`.
 */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {projectFolder} from "../../../tools/project.js";
import {recordedDecodings, shippedModel} from "../../../tools/models/shipped-model.js";
import {testImages} from "../../../tools/data/carried-images.js";
import type {HardCases} from "../../formats/hard-case.js";
import {exampleChoice} from "../example-choice.js";

const models = {mnist: "mnist-2d", "fashion-mnist": "fashion-2d"} as const;

const {values} = parseArgs({options: {dataset: {type: "string"}}});
const dataset = values.dataset as keyof typeof models;
const model = await shippedModel(models[dataset], {engine: "plain"});
const {labels} = model.codes;
const test = await testImages(dataset);
const found = join(projectFolder, "src", "data", "hard-cases", `${models[dataset]}.json`);
const hardCases = JSON.parse(await readFile(found, "utf8")) as HardCases;
const hard = test === undefined ? hardCases.decodings : hardCases.testImages;

function pixelsOf(index: number): Uint8Array | Uint8ClampedArray {
  if (test === undefined) return recordedDecodings(model, [index]);
  const size = test.width * test.height;
  return test.images.subarray(index * size, (index + 1) * size);
}

const images = exampleChoice(labels, hard).map(({index, kinds}) => {
  const pixels = Buffer.from(pixelsOf(index)).toString("base64");
  return {index, label: labels[index], kinds, pixels};
});
const source = test === undefined ? "decodings of recorded codes" : "test images";
process.stdout.write(JSON.stringify({source, images}));
