import {importLater} from "../async/once.js";
import {handedOver} from "../async/worker.js";
import type {ChosenFile} from "../components/drop-zone.js";
import type {NamedFile} from "../reading/file.js";
import {counted} from "../formats/card.js";
import {defaultLimits, inBytes, invalidFile, isLeftover} from "../reading/file.js";
import type {ReadImagesOptions} from "../reading/images.js";
import {readImages} from "../reading/images.js";
import type {DroppedModel} from "../reading/model.js";
import {modelTitle, readModel} from "../reading/model.js";
import type {OwnImages} from "../reading/own-images.js";
import type {DecodedPicture} from "../reading/pictures.js";
import {looksLikeZip} from "../reading/zip.js";
import type {ShownModel, ShownSize} from "../training/open-zip.js";

/** How many files are fetched from disk at once. */
const AT_ONCE = 32;

/** Files that the reader chose. */
interface ChosenFiles {
  files: readonly ChosenFile[];
}

/** How the numbers and the colors of images are read. */
export type ReadingChoices = Pick<ReadImagesOptions, "scale" | "inGrey">;

/** Is told how much is done, where that takes long. */
type Tell = (done: number, of: number) => void;

/** What a worker that reads files answers; it throws one sentence on what cannot be used. */
export interface ReadingSession {
  images(chosen: ChosenFiles & ReadingChoices, tell: Tell): Promise<OwnImages>;
  model(chosen: ChosenFiles, tell: Tell): Promise<DroppedModel>;
  /** Gives the model in a zip of section 3, decoded to a sheet. */
  trained(chosen: ChosenFiles & ShownSize, tell: Tell): Promise<ShownModel>;
}

/** What a worker that reads files answers. */
export const readingSession: ReadingSession = {
  async images({files, scale, inGrey}, onProgress) {
    const named = await bytesOf(files, onProgress);
    const images = await readImages(named, {scale, inGrey, decode: decodePicture, onProgress});
    const {pixels, test} = images;
    // What is handed over once cannot be handed over twice.
    const memory = new Set([pixels.buffer, ...(test === undefined ? [] : [test.pixels.buffer])]);
    return handedOver(images, Array.from(memory));
  },
  async model({files}, onProgress) {
    const named = await bytesOf(files, onProgress);
    const [only, ...others] = named;
    if (others.length === 0 && only !== undefined && looksLikeZip(only.bytes)) {
      // What a page has trained comes with codes, and is checked as a whole.
      const {isModelZip, openModelZip, trainedModel} = await zipReader();
      if (isModelZip(only)) return trainedModel(await openModelZip(only), only);
    }
    const network = readModel(named);
    const {name} = network.type === "packed" ? network.model : network.decoder;
    return {title: modelTitle(name), network};
  },
  async trained({files, ...size}, onProgress) {
    const named = await bytesOf(files, onProgress);
    if (named.length !== 1) {
      throw new Error(`invalid choice: ${counted(named.length, "file")}, expected one`);
    }
    const {openModelZip, shownModel} = await zipReader();
    return shownModel(await openModelZip(named[0]), size);
  }
};

/** What reads the zip of a trained model: most models are none. */
const zipReader = () => importLater(() => import("../training/open-zip.js"), "the reader of zips");

/** Decodes a picture as the browser does, without its corrections of color. */
async function decodePicture(bytes: Uint8Array, type: string): Promise<DecodedPicture> {
  const blob = new Blob([new Uint8Array(bytes)], {type});
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none"
  });
  const {width, height} = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", {willReadFrequently: true})!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return {width, height, data: context.getImageData(0, 0, width, height).data};
}

/** Returns a promise to the bytes of files; their sizes are looked at before any is read. */
async function bytesOf(files: readonly ChosenFile[], tell: Tell): Promise<NamedFile[]> {
  const wanted = files.filter(({path}) => !isLeftover(path));
  if (wanted.length > defaultLimits.files) {
    const most = defaultLimits.files.toLocaleString("en-US");
    throw new Error(`invalid choice: ${counted(wanted.length, "file")}, expected at most ${most}`);
  }
  const bytes = wanted.reduce((sum, {file}) => sum + file.size, 0);
  if (bytes > defaultLimits.unpacked) {
    const found = `invalid choice: ${counted(wanted.length, "file")} of ${inBytes(bytes)}`;
    throw new Error(`${found}, expected at most ${inBytes(defaultLimits.unpacked)}`);
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
