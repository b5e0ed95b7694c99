import {FileAttachment, type File} from "observablehq:stdlib";
import type {Decoder} from "./engine/decoder.js";
import {modelLoader, once, type ModelLoader, type PageFile} from "./model-loader.js";
import type {Codes} from "./vae/codes.js";
import type {Manifest} from "./vae/manifest.js";

/** The models that the site ships. */
export type ModelId = "mnist-2d" | "mnist-4d" | "fashion-2d" | "fashion-4d";

/**
 * Where they are. Framework finds files by literal names; each stands in a function of its own
 * because naming a file that the build did not find throws, which must not touch other models.
 */
const files: Record<ModelId, Record<PageFile, () => File>> = {
  "mnist-2d": {
    "manifest.json": () => FileAttachment("./models/mnist-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/mnist-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/mnist-2d/decoder/weights.bin"),
    "codes.bin": () => FileAttachment("./models/mnist-2d/codes.bin")
  },
  "mnist-4d": {
    "manifest.json": () => FileAttachment("./models/mnist-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/mnist-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/mnist-4d/decoder/weights.bin"),
    "codes.bin": () => FileAttachment("./models/mnist-4d/codes.bin")
  },
  "fashion-2d": {
    "manifest.json": () => FileAttachment("./models/fashion-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/fashion-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/fashion-2d/decoder/weights.bin"),
    "codes.bin": () => FileAttachment("./models/fashion-2d/codes.bin")
  },
  "fashion-4d": {
    "manifest.json": () => FileAttachment("./models/fashion-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("./models/fashion-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("./models/fashion-4d/decoder/weights.bin"),
    "codes.bin": () => FileAttachment("./models/fashion-4d/codes.bin")
  }
};

/** Starts tfjs with the binaries that the build copied. */
const startEngine = once(async () => {
  const {startTfjs} = await import("./engine/tfjs-backend.js");
  return startTfjs({
    "tfjs-backend-wasm.wasm": FileAttachment("./vendor/tfjs-backend-wasm.wasm").href,
    "tfjs-backend-wasm-simd.wasm": FileAttachment("./vendor/tfjs-backend-wasm-simd.wasm").href,
    "tfjs-backend-wasm-threaded-simd.wasm": FileAttachment(
      "./vendor/tfjs-backend-wasm-threaded-simd.wasm"
    ).href
  });
});

const loaders = Object.fromEntries(
  Object.entries(files).map(([id, byName]) => {
    const read = async (name: PageFile) => byName[name]().arrayBuffer();
    return [id, modelLoader(id, read, startEngine)];
  })
) as Record<ModelId, ModelLoader>;

/** Returns a promise to the manifest of a model. */
export function manifest(id: ModelId): Promise<Manifest> {
  return loaders[id].manifest();
}

/** Returns a promise to the decoder of a model, the same one each time. */
export function loadDecoder(id: ModelId): Promise<Decoder> {
  return loaders[id].decoder();
}

/** Returns a promise to the codes of the test set, by the encoder of a model. */
export function loadCodes(id: ModelId): Promise<Codes> {
  return loaders[id].codes();
}
