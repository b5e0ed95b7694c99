import type {HardCase} from "../formats/hard-case.js";
import {randomSource} from "../math/random.js";

/** A test image to show, and what it is an example of. */
export interface Choice {
  /** Its place in the test set. */
  index: number;
  /** “class” for one of each class, and the kinds of hard case that it is. */
  kinds: string[];
}

/** Marks the random stream that chooses examples. */
const EXAMPLE_STREAM = 8;

/**
 * Returns one image of each class, chosen by a seed, in the order of classes, and then the hard
 * cases, each image once.
 */
export function exampleChoice(
  labels: Uint8Array,
  hardCases: readonly Pick<HardCase, "kind" | "index">[],
  {seed = 0} = {}
): Choice[] {
  const choices = oneOfEachClass(labels, seed).map((index): Choice => ({index, kinds: ["class"]}));
  for (const {kind, index} of hardCases) {
    const known = choices.find((choice) => choice.index === index);
    if (known === undefined) choices.push({index, kinds: [kind]});
    else known.kinds.push(kind);
  }
  return choices;
}

function oneOfEachClass(labels: Uint8Array, seed: number): number[] {
  const classes = [...new Set(labels)].toSorted((a, b) => a - b);
  return classes.map((label) => {
    const members = Array.from(labels.keys()).filter((i) => labels[i] === label);
    const draw = randomSource(seed, EXAMPLE_STREAM, label)();
    return members[Math.floor(draw * members.length)];
  });
}
