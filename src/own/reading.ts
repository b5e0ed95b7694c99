import {oneJob} from "../async/worker.js";
import type {ChosenFile} from "../components/drop-zone.js";
import type {DroppedModel} from "../reading/model.js";
import type {ImageSize, OwnImages} from "../reading/own-images.js";
import type {ReadingAnswer, ReadingRequest} from "./reading-session.js";

/** Options for readOwnData and readOwnModel. */
export interface ReadOwnOptions {
  /** The size of images that are given as rows of h·w; without it they have to be squares. */
  size?: ImageSize;
  /** Ends the worker; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
  /** Is told how much is done, where that takes long. */
  onProgress?: (done: number, of: number) => void;
}

type Result = Exclude<ReadingAnswer, {type: "progress" | "failed"}>;

/**
 * Returns a promise to the images of files that the reader chose. A worker of their own reads them,
 * so the page goes on whatever they are, and they leave it for nowhere.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export async function readOwnData(
  files: readonly ChosenFile[],
  options?: ReadOwnOptions
): Promise<OwnImages> {
  const result = await read("images", files, options);
  if (result.type !== "images") throw new Error(`unexpected answer: ${result.type}`);
  return result.images;
}

/** Returns a promise to the model of files that the reader chose, not yet opened; likewise. */
export async function readOwnModel(
  files: readonly ChosenFile[],
  options?: ReadOwnOptions
): Promise<DroppedModel> {
  const result = await read("model", files, options);
  if (result.type !== "model") throw new Error(`unexpected answer: ${result.type}`);
  return result.model;
}

function read(
  type: ReadingRequest["type"],
  files: readonly ChosenFile[],
  {size, ...options}: ReadOwnOptions = {}
): Promise<Result> {
  const worker = new Worker(import.meta.resolve("./reading-worker.js"), {type: "module"});
  const request: ReadingRequest = {type, files, size};
  return oneJob<Result>(worker, request, {...options, failure: "the files could not be read"});
}
