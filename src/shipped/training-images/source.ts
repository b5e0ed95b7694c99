import type {SplitImages} from "../../formats/images.js";

/** Images to train on, and images to measure with. */
export interface LoadedImages extends SplitImages {
  /** The files that they were read from, if the reader chose some. */
  files?: readonly string[];
  /** How these are taken, as options of the command, such as “--invert”. */
  choices?: readonly string[];
}

/** A set of images that can be had. */
export interface TrainingSource {
  /** The name of the images in a plan. */
  id: string;
  title: string;
  /** What they are, in a sentence. */
  note: string;
  /** What the labels are called, from label 0, where images have labels. */
  classNames?: readonly string[];
  /**
   * Returns a promise to the images, which are fetched or made only now.
   *
   * @param signal ends that; the promise is then rejected with the signal’s reason
   */
  load(onProgress: (done: number, of: number) => void, signal?: AbortSignal): Promise<LoadedImages>;
}
