import type {ChosenFile} from "./components/drop-zone.js";
import type {ModelZipAnswer, ReadModelZip} from "./model-zip-messages.js";

/** A larger file is no zip of a model that this page made. */
const MOST_BYTES = 128 * 2 ** 20;

/**
 * Returns a promise to the model in a zip that the reader chose; a worker of its own reads it.
 *
 * @throws Error (as a rejection) in one sentence naming the file and what is wrong with it
 */
export async function openChosenZip(
  chosen: readonly ChosenFile[],
  {side, codes}: {side: number; codes: number}
): Promise<ReadModelZip> {
  if (chosen.length !== 1) throw new Error(`invalid choice: ${chosen.length} files, expected one`);
  const [{path, file}] = chosen;
  if (file.size > MOST_BYTES) {
    throw new Error(`invalid ${path}: ${file.size} bytes, expected at most ${MOST_BYTES}`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(import.meta.resolve("./model-zip-worker.js"), {type: "module"});
  const reading = new Promise<ReadModelZip>((resolve, reject) => {
    worker.addEventListener("message", ({data}: MessageEvent<ModelZipAnswer>) => {
      if (data.type === "model") resolve(data.model);
      else reject(new Error(data.message));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(`${path} could not be read: the worker has ended: ${event.message}`));
    });
    worker.postMessage({file: {name: path, bytes}, side, codes}, [bytes.buffer]);
  });
  return reading.finally(() => worker.terminate());
}
