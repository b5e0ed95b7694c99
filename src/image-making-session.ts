import {drawnImages} from "./drawn-images.js";
import {dreamedImages} from "./dreamed-images.js";
import type {ImageMakingAnswer, ImageMakingRequest} from "./image-making-messages.js";
import {modelLoader} from "./shipped/loader.js";
import type {LoadedImages} from "./training-source.js";
import {unpackedImages} from "./unpacked-images.js";

/** Progress is told in so many parts. */
const PARTS = 50;

/**
 * Makes the images of a request and answers with them, or with one sentence on why not.
 *
 * @param answer sends an answer, with what is handed over and not copied
 */
export async function imageMakingSession(
  request: ImageMakingRequest,
  answer: (message: ImageMakingAnswer, transfer: Transferable[]) => void
): Promise<void> {
  let told = 0;
  const onProgress = (done: number, of: number) => {
    if (done * PARTS < (told + 1) * of) return;
    told = Math.floor((done * PARTS) / of);
    answer({type: "progress", done, of}, []);
  };
  try {
    const images = await make(request, onProgress);
    const {train, heldOut} = images;
    const buffers = new Set([train.pixels.buffer, heldOut.pixels.buffer] as ArrayBuffer[]);
    answer({type: "images", images}, [...buffers]);
  } catch (error) {
    answer({type: "failed", message: (error as Error).message}, []);
  }
}

async function make(
  request: ImageMakingRequest,
  onProgress: (done: number, of: number) => void
): Promise<LoadedImages> {
  if (request.type === "unpack") return unpackedImages(request.bytes, request.name);
  const {seed, heldOut} = request;
  if (request.type === "draw") {
    return drawnImages({seed, heldOut, train: request.train, onProgress});
  }
  const {model, files, kernel} = request;
  const loader = modelLoader(model, async (name) => files[name]!, {
    forced: kernel === undefined ? "plain" : undefined,
    kernel: async () => kernel!,
    startTfjs: () => Promise.reject(new Error("a model that dreams needs no tfjs"))
  });
  const [decoder, codes] = await Promise.all([loader.decoder(), loader.codes()]);
  return dreamedImages(decoder, codes, {seed, heldOut, onProgress});
}
