import type {ChosenFile} from "./components/chosen-file.js";
import type {BroughtModel} from "./reading/model.js";
import type {ImageSize, OwnImages} from "./reading/own-images.js";

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
  | {type: "model"; model: BroughtModel}
  | {type: "failed"; message: string};
