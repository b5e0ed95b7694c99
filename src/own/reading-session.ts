import type {ChosenFile} from "../components/drop-zone.js";
import type {Limits, NamedFile} from "../reading/file.js";
import {counted} from "../formats/card.js";
import {defaultLimits, inBytes, invalidFile, isLeftover} from "../reading/file.js";
import {readImages} from "../reading/images.js";
import type {DroppedModel, ReadModelOptions} from "../reading/model.js";
import {modelTitle, readModel} from "../reading/model.js";
import type {ImageSize, OwnImages} from "../reading/own-images.js";
import {looksLikeZip} from "../reading/zip.js";

/** How many files are fetched from disk at once. */
const AT_ONCE = 32;

/**
 * Reads the files of a request and answers with their images or model, or with one sentence on why
 * not.
 *
 * @param answer sends an answer, with what is handed over and not copied
 */
export async function readingSession(
  {type, files, size}: ReadingRequest,
  answer: (message: ReadingAnswer, transfer: Transferable[]) => void,
  limits: Limits = defaultLimits
): Promise<void> {
  const tell = (done: number, of: number) => answer({type: "progress", done, of}, []);
  try {
    const named = await bytesOf(files, limits, tell);
    if (type === "model") {
      answer({type, model: await droppedModel(named, {size, limits})}, []);
      return;
    }
    const images = await readImages(named, {size, limits, onProgress: tell});
    answer({type, images}, [images.pixels.buffer]);
  } catch (error) {
    answer({type: "failed", message: (error as Error).message}, []);
  }
}

async function droppedModel(
  files: readonly NamedFile[],
  options: ReadModelOptions
): Promise<DroppedModel> {
  const [only, ...others] = files;
  if (others.length === 0 && only !== undefined && looksLikeZip(only.bytes)) {
    // What a page has trained comes with codes, and is checked as a whole.
    const {isModelZip, trainedModel} = await import("../training/open-zip.js");
    if (isModelZip(only)) {
      const {openModelZip} = await import("../training/open-zip.js");
      return trainedModel(await openModelZip(only), only);
    }
  }
  const network = readModel(files, options);
  const {name} = network.type === "packed" ? network.model : network.decoder;
  return {title: modelTitle(name), network};
}

/** Returns a promise to the bytes of files; their sizes are looked at before any is read. */
export async function bytesOf(
  files: readonly ChosenFile[],
  limits: Limits,
  tell: (done: number, of: number) => void = () => {}
): Promise<NamedFile[]> {
  const wanted = files.filter(({path}) => !isLeftover(path));
  if (wanted.length > limits.files) {
    const most = limits.files.toLocaleString("en-US");
    throw new Error(`invalid choice: ${counted(wanted.length, "file")}, expected at most ${most}`);
  }
  const bytes = wanted.reduce((sum, {file}) => sum + file.size, 0);
  if (bytes > limits.unpacked) {
    const found = `invalid choice: ${counted(wanted.length, "file")} of ${inBytes(bytes)}`;
    throw new Error(`${found}, expected at most ${inBytes(limits.unpacked)}`);
  }
  const named: NamedFile[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    named.push(...(await Promise.all(wanted.slice(start, start + AT_ONCE).map(contentOf))));
    if (wanted.length > AT_ONCE) tell(named.length, wanted.length);
  }
  return named;
}

async function contentOf({path, file}: ChosenFile): Promise<NamedFile> {
  try {
    return {name: path, bytes: new Uint8Array(await file.arrayBuffer())};
  } catch (cause) {
    const found = `it cannot be read (${(cause as Error).message})`;
    throw invalidFile(path, found, "a file that is still where it was chosen", cause);
  }
}

/** What a worker that reads files is asked; it answers, and is then of no more use. */
export interface ReadingRequest {
  type: "images" | "model";
  files: readonly ChosenFile[];
  /** The size of images that are given as rows of h·w. */
  size?: ImageSize;
}

/** What it answers: how far it is, any number of times, and then one of the others. */
export type ReadingAnswer =
  | {type: "progress"; done: number; of: number}
  | {type: "images"; images: OwnImages}
  | {type: "model"; model: DroppedModel}
  | {type: "failed"; message: string};
