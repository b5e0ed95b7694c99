import type {ChosenFile} from "./components/chosen-file.js";
import type {ImageSize} from "./reading/array-shape.js";
import type {OwnImages} from "./reading/own-images.js";
import type {ReadingAnswer} from "./reading-messages.js";

/** Options for readOwnData. */
export interface ReadOwnDataOptions {
  /** The size of images that an array holds as rows of h·w; without it they have to be squares. */
  size?: ImageSize;
  /** Ends the worker; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
  /** Is told how much is done, where that takes long. */
  onProgress?: (done: number, of: number) => void;
}

/**
 * Returns a promise to the images of files that the visitor chose. A worker of their own reads them,
 * so the page goes on whatever they are, and they leave it for nowhere.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export function readOwnData(
  files: readonly ChosenFile[],
  {size, signal, onProgress}: ReadOwnDataOptions = {}
): Promise<OwnImages> {
  const worker = new Worker(import.meta.resolve("./reading-worker.js"), {type: "module"});
  const reading = new Promise<OwnImages>((resolve, reject) => {
    worker.addEventListener("message", ({data}: MessageEvent<ReadingAnswer>) => {
      if (data.type === "progress") onProgress?.(data.done, data.of);
      else if (data.type === "images") resolve(data.images);
      else reject(new Error(data.message));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const found = event.message || "it may have run out of memory";
      reject(new Error(`the files could not be read: the worker has ended: ${found}`));
    });
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
    signal?.throwIfAborted();
    worker.postMessage({files, size}, []);
  });
  return reading.finally(() => worker.terminate());
}
