import {readFile, readdir, stat} from "node:fs/promises";
import {basename, join} from "node:path";
import type {ImageSize} from "../../src/formats/image-size.js";
import {imageSizeOf} from "../../src/formats/image-size.js";
import type {DatasetId, Images} from "../../src/formats/images.js";
import type {NamedFile} from "../../src/reading/file.js";
import {readImages} from "../../src/reading/images.js";
import {isMostlyInk} from "../../src/reading/own-images.js";
import type {OwnChoices} from "../../src/training/own-images.js";
import {noChoices, splitOwnImages} from "../../src/training/own-images.js";
import {loadDataset} from "../data/dataset.js";
import type {OnProgress} from "../data/fetch-dataset.js";

/** Images to train on, and images to measure with. */
export interface TrainingSets {
  train: Images;
  test: Images & ImageSize & {labels: Uint8Array};
}

/** Returns a promise to the two splits of a data set; see loadDataset. */
export async function datasetSets(
  id: DatasetId,
  options: {folder?: string; onProgress?: OnProgress}
): Promise<TrainingSets> {
  const [train, test] = await Promise.all(
    (["train", "test"] as const).map((split) => loadDataset(id, {split, ...options}))
  );
  const imagesOf = ({images, count}: typeof train) => ({pixels: images, count});
  const {labels, width, height} = test;
  return {train: imagesOf(train), test: {...imagesOf(test), labels, width, height}};
}

/**
 * Returns a promise to the images of some files or folders, read and split as the page does it, and
 * what is to be said of that.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export async function fileSets(
  paths: readonly string[],
  choices: OwnChoices = noChoices
): Promise<TrainingSets & {notes: string[]}> {
  const files = (await Promise.all(paths.map((path) => filesAt(path, basename(path))))).flat();
  const images = await readImages(files, {scale: choices.scale, inGrey: choices.grey});
  const split = splitOwnImages(images, choices);
  const {train, heldOut, labels, notes} = split;
  const known = labels ?? new Uint8Array(heldOut.count);
  const isDark = !choices.invert && isMostlyInk(images);
  return {
    train,
    test: {...heldOut, labels: known, ...imageSizeOf(split)},
    notes: [...images.notes, ...(isDark ? [MOSTLY_INK] : []), ...notes]
  };
}

const MOSTLY_INK = "Most pixels are ink, as in black on white: --invert exchanges ink and paper.";

/** Returns a promise to a file, or to all that lie in a folder, by the names that a page has. */
async function filesAt(path: string, name: string): Promise<NamedFile[]> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new Error(`invalid --files: ${path}, expected a file or a folder`, {cause});
  });
  if (!facts.isDirectory()) return [{name, bytes: new Uint8Array(await readFile(path))}];
  const entries = (await readdir(path)).toSorted();
  const all = await Promise.all(entries.map((one) => filesAt(join(path, one), `${name}/${one}`)));
  return all.flat();
}
