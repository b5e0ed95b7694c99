import type {AskedWorker} from "../async/worker.js";
import {askedWorker} from "../async/worker.js";
import type {ChosenFile} from "../components/drop-zone.js";
import type {DroppedModel} from "../reading/model.js";
import type {ImageSize, OwnImages} from "../reading/own-images.js";
import type {ReadingSession} from "./reading-session.js";

/** Options for readOwnData and readOwnModel. */
interface ReadOwnOptions {
  /** The size of images that are given as rows of h·w; without it they have to be squares. */
  size?: ImageSize;
  /** Ends the worker; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
  /** Is told how much is done, where that takes long. */
  say?: (text: string) => void;
}

/**
 * Returns a promise to the images of files that the reader chose. A worker of their own reads them,
 * so the page goes on whatever they are, and they leave it for nowhere.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export function readOwnData(
  files: readonly ChosenFile[],
  {size, ...options}: ReadOwnOptions = {}
): Promise<OwnImages> {
  const {ask, end} = reader();
  return ask({type: "images", files, size}, telling(options)).finally(end);
}

/** Returns a promise to the model of files that the reader chose, not yet opened; likewise. */
export function readOwnModel(
  files: readonly ChosenFile[],
  {size, ...options}: ReadOwnOptions = {}
): Promise<DroppedModel> {
  const {ask, end} = reader();
  return ask({type: "model", files, size}, telling(options)).finally(end);
}

function reader(): AskedWorker<ReadingSession> {
  const worker = new Worker(import.meta.resolve("./reading-worker.js"), {type: "module"});
  return askedWorker(worker, "the files could not be read");
}

function telling({signal, say}: Omit<ReadOwnOptions, "size">) {
  return {
    signal,
    onProgress: (done: number, of: number) => say?.(`reading: ${done} of ${of}`)
  };
}
