/**
 * Writes the images that figures start from: test images where the data is at hand; elsewhere what
 * the decoder of two latents makes of the recorded codes of the same test images. Framework runs
 * it once for each data set, with `--dataset=<id>`.
 */
import {parseArgs} from "node:util";
import {recordedDecodings, shippedModel} from "../../../tools/shipped-model.js";
import {testImages} from "../../../tools/test-images.js";
import {exampleChoice} from "../example-choice.js";

const models = {mnist: "mnist-2d", "fashion-mnist": "fashion-2d"} as const;

const {values} = parseArgs({options: {dataset: {type: "string"}}});
const dataset = values.dataset as keyof typeof models;
const model = await shippedModel(models[dataset], {engine: "plain"});
const {labels} = model.codes;
const test = await testImages(dataset);

function pixelsOf(index: number): Uint8Array | Uint8ClampedArray {
  if (test === undefined) return recordedDecodings(model, [index]);
  const size = test.width * test.height;
  return test.images.subarray(index * size, (index + 1) * size);
}

const images = exampleChoice(labels).map(({index, kinds}) => {
  const pixels = Buffer.from(pixelsOf(index)).toString("base64");
  return {index, label: labels[index], kinds, pixels};
});
const source = test === undefined ? "decodings of recorded codes" : "test images";
process.stdout.write(JSON.stringify({source, images}));
