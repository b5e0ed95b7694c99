import {gunzipSync} from "fflate";
import {decodeText} from "./decode-text.js";
import {floatWeights} from "./float-weights.js";

/** The files inside a report, each unpacked when it is asked for. */
export interface FileStore {
  /**
   * Returns the bytes of a file.
   *
   * @throws Error if the report has no such file, or was altered
   */
  read(path: string): Uint8Array<ArrayBuffer>;
}

/** Returns the files that stand in script elements of a document (see fileElements). */
export function fileStore(document: Document): FileStore {
  const elements = new Map(
    Array.from(document.querySelectorAll<HTMLElement>("script[data-file]"), (element) => [
      element.dataset.file!,
      element
    ])
  );

  function stored(path: string): Uint8Array<ArrayBuffer> {
    const element = elements.get(path);
    if (element === undefined) throw new Error(`no file ${path} in this report`);
    const {from, length} = element.dataset;
    return from === undefined ? decodeText(element.textContent, Number(length)) : stored(from);
  }

  return {
    read(path) {
      const bytes = stored(path);
      const {kind} = elements.get(path)!.dataset;
      if (kind === "raw") return bytes;
      const unpacked = gunzipSync(bytes) as Uint8Array<ArrayBuffer>;
      return kind === "layers" ? floatWeights(unpacked) : unpacked;
    }
  };
}
