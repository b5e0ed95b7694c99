import type {Codes} from "../formats/codes.js";
import type {ReadModel} from "./read-model.js";

/** A model that the visitor brought, with what belongs to it; nothing in it runs yet. */
export interface BroughtModel {
  /** What the page calls it. */
  title: string;
  network: ReadModel;
  /** The codes of test images, if it came with any. */
  codes?: Codes;
  /** What it was trained on, if it says so. */
  dataset?: string;
}

/** The longest title, in characters. */
const LONGEST = 32;

/**
 * Returns what a page calls a model: the zip, the folder or the file that it came from.
 *
 * @param name the name of its decoder’s file, such as “vae.zip/decoder/model.json”
 */
export function modelTitle(name: string): string {
  const parts = name.split("/");
  const telling = parts.find((part) => !/^((en|de)coder|model\.json)$/i.test(part));
  const title = telling ?? parts.at(-1)!;
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}
