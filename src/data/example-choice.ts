import {randomSource} from "../vae/random.js";

/** A test image to show, and what it is an example of. */
export interface Choice {
  /** Its place in the test set. */
  index: number;
  /** “class” for one of each class. */
  kinds: string[];
}

/** Marks the random stream that chooses examples. */
const EXAMPLE_STREAM = 8;

/** Returns one image of each class, chosen by a seed, in the order of classes. */
export function exampleChoice(labels: Uint8Array, {seed = 0} = {}): Choice[] {
  const classes = [...new Set(labels)].toSorted((a, b) => a - b);
  return classes.map((label) => {
    const members = Array.from(labels.keys()).filter((i) => labels[i] === label);
    const draw = randomSource(seed, EXAMPLE_STREAM, label)();
    return {index: members[Math.floor(draw * members.length)], kinds: ["class"]};
  });
}
