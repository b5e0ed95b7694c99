import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {once} from "../../async/once.js";
import {classNames} from "../../formats/dataset.js";
import type {DatasetId} from "../../formats/images.js";
import {discQuarters} from "../../math/drawn-discs.js";
import {footLine} from "../../state/foot-line.js";
import {siteJson} from "../site-file.js";
import type {ModelId} from "../model-ids.js";
import {modelFile, usedKernel} from "../models.js";
import type {CarriedSet} from "./carried-sets.js";
import {carriedSource, madeImages} from "./carried-sets.js";
import type {LoadedImages, TrainingSource} from "./source.js";

/** The images are the same at each visit: a run that was kept goes on with what it began with. */
const SEED = 20131220;

/** How many images each set has to measure with. */
const HELD_OUT = 1000;

/** How many discs are drawn to train on. */
const DISCS = 10_000;

/** Where the data sets are that the site carries, if it does. */
const carriedFiles: Record<DatasetId, () => File> = {
  mnist: () => FileAttachment("../../data/training/mnist.bin"),
  "fashion-mnist": () => FileAttachment("../../data/training/fashion-mnist.bin")
};

/** The sets of images that this site can train on, the best first; own ones come on top. */
export const trainingSources = once(async (): Promise<TrainingSource[]> => [
  ...(await carriedSets()),
  dreamed("mnist", "mnist-4d", "digits"),
  dreamed("fashion-mnist", "fashion-4d", "clothing"),
  drawn
]);

/**
 * Returns a promise to the data sets with which the site was built: none, where it had no data, or
 * where it cannot be read which there are, and then a line says so.
 */
async function carriedSets(): Promise<TrainingSource[]> {
  const sets = await siteJson(FileAttachment("../../data/training/sets.json")).then(
    (all) => all as CarriedSet[],
    (error: Error) => {
      footLine("Reload", () => location.reload())(`${error.message}.`);
      return [];
    }
  );
  return sets.map((set) => {
    const source = carriedSource(set, carriedFiles[set.id], madeImages);
    return {...source, load: kept(source.load)};
  });
}

/** Images that a decoder of the board makes up: four latents, for more variety than two. */
function dreamed(dataset: DatasetId, model: ModelId, subject: string): TrainingSource {
  return {
    id: `dreamed-${dataset}`,
    title: `Dreamed ${subject}`,
    note:
      `No photographs or scans: 10,000 images that the decoder of ${model} makes up, each from ` +
      "a draw of the q(z|x) recorded of a test image. They are smoother than real ones, and have " +
      "no more than four dimensions.",
    classNames: classNames[dataset],
    load: kept(async (onProgress, signal) => {
      const names = ["manifest.json", "decoder/int8.bin", "codes.bin"] as const;
      const [module, ...contents] = await Promise.all([
        usedKernel(),
        ...names.map((name) => modelFile(model, name))
      ]);
      const files = Object.fromEntries(names.map((name, i) => [name, contents[i]]));
      const dream = {type: "dream", model, files, kernel: module} as const;
      const request = {...dream, seed: SEED, heldOut: HELD_OUT};
      return madeImages(request, [onProgress, signal], contents);
    })
  };
}

const drawn: TrainingSource = {
  id: "drawn-discs",
  title: "Drawn discs",
  note:
    "11,000 discs of ink on 28 × 28 pixels, of three known factors, uniform and independent: " +
    "the center’s place across and down, each from 8 to 20 pixels, and the radius, from 3 to 7.",
  classNames: discQuarters,
  load: kept((...options) =>
    madeImages({type: "draw", seed: SEED, train: DISCS, heldOut: HELD_OUT}, options)
  )
};

/** Returns a load that makes or fetches its images once. */
function kept(load: TrainingSource["load"]): TrainingSource["load"] {
  let images: LoadedImages | undefined;
  return async (onProgress, signal) => (images ??= await load(onProgress, signal));
}
