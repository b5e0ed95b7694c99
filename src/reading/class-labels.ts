import {invalidFile} from "./named-file.js";

/**
 * Returns the classes of images, one byte each, from an array of whole numbers.
 *
 * @param count the number of images
 * @param of what errors call the images
 * @throws Error naming the file if there are more or fewer than images, or one is not 0 … 255
 */
export function classLabels(
  name: string,
  values: ArrayLike<number | bigint>,
  count: number,
  of: string
): Uint8Array {
  if (values.length !== count) {
    throw invalidFile(name, `${values.length} labels`, `${count}, one for each image of ${of}`);
  }
  return Uint8Array.from({length: count}, (_, i) => {
    const label = Number(values[i]);
    if (Number.isInteger(label) && label >= 0 && label <= 255) return label;
    throw invalidFile(name, `label ${label} at ${i}`, "whole numbers from 0 to 255");
  });
}

/**
 * Returns the classes of images that lie in folders named by numbers, as “train/7/0001.png”;
 * undefined where a folder is named otherwise, or all lie in one.
 */
export function folderLabels(names: readonly string[]): Uint8Array | undefined {
  const folders = names.map((name) => name.split("/").at(-2) ?? "");
  if (new Set(folders).size < 2) return undefined;
  const areClasses = folders.every((folder) => /^\d{1,3}$/.test(folder) && Number(folder) <= 255);
  return areClasses ? Uint8Array.from(folders, Number) : undefined;
}
