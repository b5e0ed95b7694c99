import {oneJob} from "./async/worker.js";
import type {ImageMakingAnswer, ImageMakingRequest} from "./image-making-messages.js";
import type {LoadedImages, TrainingSource} from "./training-source.js";

/**
 * Returns a promise to images to train on, which a worker of their own makes or unpacks.
 *
 * @param transfer what of the request is handed over and not copied
 */
export async function madeImages(
  request: ImageMakingRequest,
  [onProgress, signal]: Parameters<TrainingSource["load"]>,
  transfer: Transferable[] = []
): Promise<LoadedImages> {
  const worker = new Worker(import.meta.resolve("./image-making-worker.js"), {type: "module"});
  const options = {onProgress, signal, transfer, failure: "the images could not be made"};
  type Made = ImageMakingAnswer & {type: "images"};
  return (await oneJob<Made>(worker, request, options)).images;
}
