import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {inTurn, once} from "./async/once.js";
import {engineChoice} from "./engine-choice.js";
import {readOrExplain} from "./engine/verify.js";
import type {Codes} from "./formats/codes.js";
import type {Manifest} from "./formats/manifest.js";
import type {ModelLoader, PageFile} from "./model-loader.js";
import {modelLoader} from "./model-loader.js";
import type {ExplainedDecoder} from "./packed-decoder.js";
import {startTfjs} from "./tfjs-binaries.js";

/** The models that the site ships whole. */
export type ModelId = "mnist-2d" | "mnist-4d" | "fashion-2d" | "fashion-4d";

/** The models of which it ships the pictures, for Figure 5. */
export type SampleModelId = "mnist-tanh-2d" | "mnist-tanh-5d" | "mnist-tanh-10d" | "mnist-tanh-20d";

/**
 * Where they are. Framework finds files by literal names; each stands in a function of its own
 * because naming a file that the build did not find throws, which must not touch other models.
 */
const files: Record<ModelId, Record<PageFile, () => File>> = {
  "mnist-2d": {
    "manifest.json": () => FileAttachment("./models/mnist-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/mnist-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/mnist-2d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-2d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("./models/mnist-2d/codes.bin")
  },
  "mnist-4d": {
    "manifest.json": () => FileAttachment("./models/mnist-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/mnist-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/mnist-4d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-4d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("./models/mnist-4d/codes.bin")
  },
  "fashion-2d": {
    "manifest.json": () => FileAttachment("./models/fashion-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/fashion-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/fashion-2d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("./models/fashion-2d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("./models/fashion-2d/codes.bin")
  },
  "fashion-4d": {
    "manifest.json": () => FileAttachment("./models/fashion-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/fashion-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/fashion-4d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("./models/fashion-4d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("./models/fashion-4d/codes.bin")
  }
};

/** Where those of Figure 5 are: what our own engines need for pictures. */
const sampleFiles: Record<
  SampleModelId,
  Record<"manifest.json" | "decoder/int8.bin", () => File>
> = {
  "mnist-tanh-2d": {
    "manifest.json": () => FileAttachment("./models/mnist-tanh-2d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-tanh-2d/decoder/int8.bin")
  },
  "mnist-tanh-5d": {
    "manifest.json": () => FileAttachment("./models/mnist-tanh-5d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-tanh-5d/decoder/int8.bin")
  },
  "mnist-tanh-10d": {
    "manifest.json": () => FileAttachment("./models/mnist-tanh-10d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-tanh-10d/decoder/int8.bin")
  },
  "mnist-tanh-20d": {
    "manifest.json": () => FileAttachment("./models/mnist-tanh-20d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("./models/mnist-tanh-20d/decoder/int8.bin")
  }
};

/** Their names, by their number of latents. */
export const sampleModels = Object.keys(sampleFiles) as SampleModelId[];

/** Which engine the page’s address asks for. */
export const choice = engineChoice(location.search);

/** Fetches the decoding kernel, where the browser has all that it uses. */
export const kernel = once(async () => {
  const bytes = await FileAttachment("./vendor/kernel.wasm").arrayBuffer();
  if (!WebAssembly.validate(bytes)) throw new Error("this browser lacks SIMD for WebAssembly");
  return WebAssembly.compile(bytes);
});

const allFiles = {...files, ...sampleFiles};

const loaders = Object.fromEntries(
  Object.entries(allFiles).map(([id, byName]) => {
    const whole = byName as Record<PageFile, () => File>;
    const read = async (name: PageFile) => whole[name]().arrayBuffer();
    // What ships for its pictures alone has nothing that tfjs could open.
    const forced = id in sampleFiles && choice.forced === "tfjs" ? undefined : choice.forced;
    return [id, modelLoader(id, read, {forced, kernel, startTfjs})];
  })
) as Record<ModelId | SampleModelId, ModelLoader>;

/** What is heavy comes one after the other: the decoders in the order of the board, then codes. */
const turn = inTurn();
const orderOf = (id: ModelId | SampleModelId) => Object.keys(allFiles).indexOf(id);
const afterDecoders = Object.keys(allFiles).length;

let tellFirst: (decoder: ExplainedDecoder) => void;
/** The decoder that is ready first. */
export const firstDecoder = new Promise<ExplainedDecoder>((resolve) => (tellFirst = resolve));

/** Returns a promise to the manifest of a model. */
export function manifest(id: ModelId | SampleModelId): Promise<Manifest> {
  return loaders[id].manifest();
}

/**
 * Returns a promise to the decoder of a model, the same one each time.
 *
 * @param live settles when the decoder is at work; nothing else that is heavy is fetched before
 */
export function loadDecoder(
  id: ModelId | SampleModelId,
  live = async () => {}
): Promise<ExplainedDecoder> {
  return new Promise((resolve, reject) => {
    turn(orderOf(id), async () => {
      const decoder = await loaders[id].decoder();
      tellFirst(decoder);
      resolve(decoder);
      await live();
    }).catch(reject);
  });
}

/** Returns a promise to the bytes of a file of a model, unchecked: for who checks them elsewhere. */
export function modelFile(id: ModelId, name: PageFile): Promise<ArrayBuffer> {
  return readOrExplain(`${id}/${name}`, () => files[id][name]().arrayBuffer());
}

/** Returns a promise to the codes of the test set, by the encoder of a model. */
export function loadCodes(id: ModelId): Promise<Codes> {
  return turn(afterDecoders, () => loaders[id].codes());
}
