import type {PageFile} from "./shipped/loader.js";
import type {LoadedImages} from "./training-source.js";

/** What a worker that makes images to train on is asked; it answers, and is then of no more use. */
export type ImageMakingRequest =
  | {
      type: "dream";
      /** The model that dreams, and the files of it that are needed. */
      model: string;
      files: Partial<Record<PageFile, ArrayBuffer>>;
      /** Undefined for the plain loop. */
      kernel?: WebAssembly.Module;
      seed: number;
      heldOut: number;
    }
  | {type: "draw"; seed: number; train: number; heldOut: number}
  | {type: "unpack"; bytes: Uint8Array; name: string};

/** What it answers: how far it is, any number of times, and then one of the others. */
export type ImageMakingAnswer =
  | {type: "progress"; done: number; of: number}
  | {type: "images"; images: LoadedImages}
  | {type: "failed"; message: string};
