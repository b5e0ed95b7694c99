import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {testImages} from "../../tools/data/carried-images.js";
import {recordedDecodings, shippedEncoder, shippedModel} from "../../tools/models/shipped-model.js";
import {projectFolder} from "../../tools/project.js";
import type {DatasetId} from "../formats/images.js";
import type {HardCases} from "../formats/hard-case.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {Choice} from "./example-choice.js";
import {exampleChoice} from "./example-choice.js";

/** The models of two latents, by the data set that they were trained on. */
const models = {mnist: "mnist-2d", "fashion-mnist": "fashion-2d"} as const;

/** Images that figures start from, and what they are. */
interface ExampleImages {
  source: "test images" | "decodings of recorded codes";
  images: (Choice & {
    label: number;
    /** In 8 bits, row-major. */
    pixels: Uint8Array;
    /** What the encoder of the model of two latents says of these pixels. */
    q: DiagonalGaussian;
  })[];
}

/**
 * Returns a promise to one image of each class and the hard cases: test images where the data set is
 * found; elsewhere what the decoder of two latents makes of recorded codes of test images, which
 * have hard cases of their own.
 */
export async function exampleImages(dataset: DatasetId): Promise<ExampleImages> {
  const id = models[dataset];
  const model = await shippedModel(id, {engine: "plain"});
  const {labels} = model.codes;
  const test = await testImages(dataset);
  const found = join(projectFolder, "src", "data", "hard-cases", `${id}.json`);
  const hardCases = JSON.parse(await readFile(found, "utf8")) as HardCases;
  const choices = exampleChoice(
    labels,
    test === undefined ? hardCases.decodings : hardCases.testImages
  );
  const pixelsOf = (index: number): Uint8Array => {
    if (test === undefined) return Uint8Array.from(recordedDecodings(model, [index]));
    const size = test.width * test.height;
    return test.images.subarray(index * size, (index + 1) * size);
  };
  const encode = await shippedEncoder(id);
  const images = choices.map((choice) => {
    const pixels = pixelsOf(choice.index);
    // A decoding has a q of its own: the recorded code is that of the test image behind it.
    return {...choice, label: labels[choice.index], pixels, q: encode(pixels)};
  });
  return {source: test === undefined ? "decodings of recorded codes" : "test images", images};
}
