import type {ImageOption} from "../components/image-choice.js";
import {inkPixels} from "../components/picture.js";
import type {ExampleImage, Examples} from "./examples.js";

/** The kinds of posterior to choose from, the first image of each; not every build has all. */
const kinds = ["most correlated", "two modes", "widest gap"] as const;
/** The class of the image whose posterior stands for most: a clear seven. */
const TYPICAL = 7;

/** An image, by what its posterior is like. */
interface PosteriorCase extends ExampleImage {
  kind: "typical" | (typeof kinds)[number];
}

/** Images whose posteriors differ, and how they are offered, in the same order. */
export interface PosteriorCases {
  cases: PosteriorCase[];
  options: ImageOption[];
}

/** Returns a typical image and one of each kind of hard case that there is. */
export function posteriorCases({images}: Examples): PosteriorCases {
  const typical = images.find((one) => one.kinds.includes("class") && one.label === TYPICAL)!;
  const cases: PosteriorCase[] = [{...typical, kind: "typical"}];
  for (const kind of kinds) {
    const found = images.find((one) => one.kinds.includes(kind));
    if (found !== undefined) cases.push({...found, kind});
  }
  const options = cases.map(({kind, label, index, x}) => ({
    name: `a ${label}, image ${index} of the test set: ${kind}`,
    pixels: inkPixels(x),
    caption: kind
  }));
  return {cases, options};
}
