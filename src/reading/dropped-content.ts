import {inBytes, type Limits} from "./limits.js";
import {counted, invalidFile, isLeftover, type NamedFile} from "./named-file.js";
import {unzip} from "./unzip.js";
import {looksLikeZip} from "./zip-directory.js";

/** What was dropped. */
export interface DroppedContent {
  /** The files, or those inside of the zip; what systems leave in folders is left out. */
  files: readonly NamedFile[];
  /** The zip that they come from. */
  zip?: NamedFile;
}

/**
 * Returns the files that were dropped, or those inside where they are one zip.
 *
 * @throws Error if they are too many or too large, or if a zip is damaged or not alone
 */
export function droppedContent(dropped: readonly NamedFile[], limits: Limits): DroppedContent {
  const files = dropped.filter(({name}) => !isLeftover(name));
  if (files.length > limits.files) {
    const most = limits.files.toLocaleString("en-US");
    throw new Error(`invalid choice: ${counted(files.length, "file")}, expected at most ${most}`);
  }
  const bytes = files.reduce((total, file) => total + file.bytes.length, 0);
  if (bytes > limits.unpacked) {
    const found = `invalid choice: files of ${inBytes(bytes)}`;
    throw new Error(`${found}, expected at most ${inBytes(limits.unpacked)}`);
  }
  const zip = files.find((file) => looksLikeZip(file.bytes));
  if (zip === undefined) return {files};
  if (files.length > 1) {
    throw invalidFile(zip.name, `a zip beside ${counted(files.length - 1, "file")}`, "it alone");
  }
  return {files: unzip(zip, limits), zip};
}
