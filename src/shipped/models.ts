import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {importLater, inTurn, once, onceEach} from "../async/once.js";
import {firstDraw, nearViewport} from "../components/near-viewport.js";
import {untilLoaded} from "../components/notice.js";
import type {Picture} from "../components/picture.js";
import type {Decoder, Encoder, Network} from "../engine/decoder.js";
import {hasRelaxedSimd} from "../engine/kernel-memory.js";
import type {PortableNetwork} from "../engine/open-network.js";
import {createPackedEncoder} from "../engine/packed-encoder.js";
import {openNetwork} from "../engine/open-network.js";
import type {WasmPaths} from "../engine/tfjs/backend.js";
import type {Codes} from "../formats/codes.js";
import {decodeCodes} from "../formats/codes.js";
import {manifestDecoderLayers, unpackFloat16} from "../formats/layers.js";
import type {Manifest} from "../formats/manifest.js";
import {floatLayer} from "../math/float-layers.js";
import {engineChoice} from "./engine-choice.js";
import type {ExplainedDecoder, ModelLoader, PageFile} from "./loader.js";
import {modelLoader, readVerified} from "./loader.js";
import type {FetchOptions} from "./site-file.js";
import {uncheckedBytes, isWholeFile, readOrExplain, siteBytes} from "./site-file.js";
import type {ModelId} from "./model-ids.js";

/** The models of which it ships the pictures, for Figure 5. */
type SampleModelId = "mnist-tanh-2d" | "mnist-tanh-5d" | "mnist-tanh-10d" | "mnist-tanh-20d";

/**
 * Where they are. Framework finds files by literal names; each stands in a function of its own
 * because naming a file that the build did not find throws, which must not touch other models.
 */
const files: Record<ModelId, Record<PageFile, () => File>> = {
  "mnist-2d": {
    "manifest.json": () => FileAttachment("../models/mnist-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("../models/mnist-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("../models/mnist-2d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-2d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("../models/mnist-2d/codes.bin")
  },
  "mnist-4d": {
    "manifest.json": () => FileAttachment("../models/mnist-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("../models/mnist-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("../models/mnist-4d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-4d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("../models/mnist-4d/codes.bin")
  },
  "fashion-2d": {
    "manifest.json": () => FileAttachment("../models/fashion-2d/manifest.json"),
    "decoder/model.json": () => FileAttachment("../models/fashion-2d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("../models/fashion-2d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("../models/fashion-2d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("../models/fashion-2d/codes.bin")
  },
  "fashion-4d": {
    "manifest.json": () => FileAttachment("../models/fashion-4d/manifest.json"),
    "decoder/model.json": () => FileAttachment("../models/fashion-4d/decoder/model.json"),
    "decoder/weights.bin": () => FileAttachment("../models/fashion-4d/decoder/weights.bin"),
    "decoder/int8.bin": () => FileAttachment("../models/fashion-4d/decoder/int8.bin"),
    "codes.bin": () => FileAttachment("../models/fashion-4d/codes.bin")
  }
};

/** Where those of Figure 5 are: what our own engines need for pictures. */
const sampleFiles: Record<
  SampleModelId,
  Record<"manifest.json" | "decoder/int8.bin", () => File>
> = {
  "mnist-tanh-2d": {
    "manifest.json": () => FileAttachment("../models/mnist-tanh-2d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-tanh-2d/decoder/int8.bin")
  },
  "mnist-tanh-5d": {
    "manifest.json": () => FileAttachment("../models/mnist-tanh-5d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-tanh-5d/decoder/int8.bin")
  },
  "mnist-tanh-10d": {
    "manifest.json": () => FileAttachment("../models/mnist-tanh-10d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-tanh-10d/decoder/int8.bin")
  },
  "mnist-tanh-20d": {
    "manifest.json": () => FileAttachment("../models/mnist-tanh-20d/manifest.json"),
    "decoder/int8.bin": () => FileAttachment("../models/mnist-tanh-20d/decoder/int8.bin")
  }
};

/** Where the codes are that Figure 5 draws from: of every tenth test image. */
const sampleCodes: Record<SampleModelId, () => File> = {
  "mnist-tanh-2d": () => FileAttachment("../data/codes/mnist-tanh-2d.bin"),
  "mnist-tanh-5d": () => FileAttachment("../data/codes/mnist-tanh-5d.bin"),
  "mnist-tanh-10d": () => FileAttachment("../data/codes/mnist-tanh-10d.bin"),
  "mnist-tanh-20d": () => FileAttachment("../data/codes/mnist-tanh-20d.bin")
};

/** Their names, by their number of latents. */
export const sampleModels = Object.keys(sampleFiles) as SampleModelId[];

/** Which engine the page’s address asks for. */
export const chosenEngine = engineChoice(location.search);

/** The builds of a kernel. */
interface KernelFiles {
  relaxed: File;
  plain: File;
  /** What errors say of why it is needed. */
  need?: string;
}

/**
 * Fetches the build of a kernel that this browser takes.
 *
 * @throws Error (as a rejection) if it takes none, for want of SIMD
 */
async function fetchKernel({relaxed, plain, need = ""}: KernelFiles): Promise<WebAssembly.Module> {
  const bytes = await siteBytes(hasRelaxedSimd() ? relaxed : plain);
  if (!WebAssembly.validate(bytes)) {
    throw new Error(`this browser lacks SIMD for WebAssembly${need}`);
  }
  return WebAssembly.compile(bytes);
}

/** Fetches the decoding kernel; see fetchKernel. */
export const kernel = once(() =>
  fetchKernel({
    relaxed: FileAttachment("../vendor/kernel-relaxed.wasm"),
    plain: FileAttachment("../vendor/kernel.wasm")
  })
);

/** Fetches it where it is to be used; undefined for the plain loop. */
export async function usedKernel(): Promise<WebAssembly.Module | undefined> {
  return chosenEngine.forced === "plain" ? undefined : kernel().catch(() => undefined);
}

const allFiles = {...files, ...sampleFiles};

/** Starts tfjs; gives the backend that runs. */
export const startSiteTfjs = once(async () => {
  const {startTfjs: start} = await importLater(
    () => import("../engine/tfjs/backend.js"),
    "TensorFlow.js"
  );
  return start(wasmPaths(), isWholeFile);
});

const loaders = Object.fromEntries(
  Object.entries(allFiles).map(([id, byName]) => {
    const whole = byName as Record<PageFile, () => File>;
    // The manifest says what the others are to be.
    const read = async (name: PageFile, options?: FetchOptions) =>
      name === "manifest.json" ? siteBytes(whole[name]()) : uncheckedBytes(whole[name](), options);
    // What ships for its pictures alone has nothing that tfjs could open.
    const forced =
      id in sampleFiles && chosenEngine.forced === "tfjs" ? undefined : chosenEngine.forced;
    return [id, modelLoader(id, read, {forced, kernel, startTfjs: startSiteTfjs})];
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
  return readOrExplain(`${id}/${name}`, () => uncheckedBytes(files[id][name]()));
}

/** Returns a promise to the codes of the test set, by the encoder of a model. */
export function loadCodes(id: ModelId): Promise<Codes> {
  return turn(afterDecoders, () => loaders[id].codes());
}

/**
 * Returns a promise to the codes of every tenth test image, by the encoder of a model of Figure 5.
 *
 * @throws Error (as a rejection) that names a missing or altered file
 */
export const loadSampleCodes = onceEach(async (id: SampleModelId): Promise<Codes> => {
  return decodeCodes(new Uint8Array(await siteBytes(sampleCodes[id]())));
});

const exactLayers = onceEach(async (id: ModelId) => {
  const facts = await manifest(id);
  const read = (options: FetchOptions) =>
    uncheckedBytes(files[id]["decoder/weights.bin"](), options);
  return unpackFloat16(
    manifestDecoderLayers(facts),
    await readVerified(facts, "decoder/weights.bin", read)
  );
});

/**
 * Returns a promise to the decoder of a model on its float16 weights, which workers can run, too.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export async function exactDecoder(id: ModelId): Promise<PortableNetwork> {
  const [layers, module] = await Promise.all([exactLayers(id), usedKernel()]);
  return {layers, kernel: module};
}

/**
 * Returns a promise to the layers of the decoder of mnist-2d as plain numbers, for what goes
 * backward through them; the same one each time.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadDecoderLayers = once(async () => (await exactLayers("mnist-2d")).map(floatLayer));

/**
 * Returns a promise to the decoder of mnist-2d on its float16 weights, which computes at once and
 * on this thread, in the decoding kernel or the plain loop; the same one each time.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadDecoderNetwork = once(
  async (): Promise<Network> => (await openNetwork(await exactDecoder("mnist-2d"))).network
);

/** Where the weights are; Framework finds files by literal names. */
const encoderFiles: Record<ModelId, () => File> = {
  "mnist-2d": () => FileAttachment("../models/mnist-2d/encoder/weights.bin"),
  "mnist-4d": () => FileAttachment("../models/mnist-4d/encoder/weights.bin"),
  "fashion-2d": () => FileAttachment("../models/fashion-2d/encoder/weights.bin"),
  "fashion-4d": () => FileAttachment("../models/fashion-4d/encoder/weights.bin")
};

/**
 * Returns a promise to the encoder of a model, the same one each time, on the float16 weights of
 * the model: in the decoding kernel, or the plain loop where a browser cannot run it.
 *
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export const loadEncoder = onceEach(async (id: ModelId): Promise<Encoder> => {
  const facts = await manifest(id);
  const [weights, module] = await Promise.all([
    readVerified(facts, "encoder/weights.bin", (options) =>
      uncheckedBytes(encoderFiles[id](), options)
    ),
    usedKernel()
  ]);
  return createPackedEncoder({manifest: facts, weights, kernel: module});
});

/** Returns where the binaries of tfjs are, which the build has copied. */
export const wasmPaths = (): WasmPaths => ({
  "tfjs-backend-wasm.wasm": FileAttachment("../vendor/tfjs-backend-wasm.wasm").href,
  "tfjs-backend-wasm-simd.wasm": FileAttachment("../vendor/tfjs-backend-wasm-simd.wasm").href,
  "tfjs-backend-wasm-threaded-simd.wasm": FileAttachment(
    "../vendor/tfjs-backend-wasm-threaded-simd.wasm"
  ).href
});

/**
 * Returns a promise to a model’s decoder, which is loaded when one of its pictures comes near the
 * window; the next model waits until one of them has been drawn. If it cannot be loaded they say so,
 * with a button to try again, and the promise waits as long.
 */
export function loadInPlace(id: ModelId | SampleModelId, ...pictures: Picture[]): Promise<Decoder> {
  const load = () =>
    nearViewport(...pictures).then(() => loadDecoder(id, () => firstDraw(...pictures)));
  return untilLoaded(load, ...pictures);
}

const plainTraining = {
  plain: FileAttachment("../vendor/training-kernel.wasm"),
  need: ", which training needs"
};

/** Fetches the training kernel; see fetchKernel. */
export const trainingKernel: () => Promise<WebAssembly.Module> = once(() =>
  fetchKernel({
    relaxed: FileAttachment("../vendor/training-kernel-relaxed.wasm"),
    ...plainTraining
  })
);

/** Fetches the training kernel that recorded runs were computed by, which rounds alike everywhere. */
export const recordingKernel: () => Promise<WebAssembly.Module> = once(() =>
  fetchKernel({relaxed: plainTraining.plain, ...plainTraining})
);
