import {MOST_CLASSES} from "../formats/dataset.js";
import {imageSizeOf, imageValues} from "../formats/image-size.js";
import type {SplitImages} from "../formats/images.js";
import {brief} from "../formats/json.js";
import {permutation, randomSource} from "../math/random.js";
import type {OwnImages, Turning} from "../reading/own-images.js";
import {eightBitPixels, turnedImages} from "../reading/own-images.js";
import type {InkScale} from "../reading/ink.js";

/** What is held out: the images that the files set apart, or a share of all, drawn by class. */
export type HeldOutChoice = "files" | number;

/** How images of the reader’s own are taken. */
export interface OwnChoices extends Turning {
  /** Turns colors to grey, as the files are read. */
  grey?: true;
  /** The numbers of paper and of ink; without it their range tells. */
  scale?: InkScale;
  /** Without it: what the files set apart, or else a tenth. */
  heldOut?: HeldOutChoice;
  /** Leaves out the classes, where files, folders or columns are none. */
  classless?: true;
}

/** The choices of a reader who has changed nothing. */
export const noChoices: OwnChoices = {invert: false, transpose: false};

/** Unless a reader says otherwise, a tenth is held out where the files set nothing apart. */
const SHARE = 0.1;

/** Held out: at most so many in all. */
const MOST_HELD_OUT = 2000;

/** The seed of what is drawn to be held out, and the stream of its random numbers. */
const [SEED, STREAM] = [0, 11];

/** Images in two parts, and what is to be said of them. */
export interface OwnSplit extends SplitImages {
  /** What is held out, and of the classes, a sentence each. */
  notes: string[];
}

/**
 * Returns images as a reader wants them, split into those to train on and those that are held out:
 * what the files set apart, or a share of each class, drawn by a seed.
 *
 * @throws Error if there are fewer than two images
 */
export function splitOwnImages(own: OwnImages, choices: OwnChoices = noChoices): OwnSplit {
  const isTurned = choices.invert || choices.transpose;
  const turned = isTurned ? turnedImages(own, choices) : own;
  const images = choices.classless ? withoutClasses(turned) : turned;
  const {test, classNames} = images;
  const {heldOut = test === undefined ? SHARE : "files"} = choices;
  const size = imageValues(images);
  const parts = test === undefined ? [images] : [images, test];
  const all = {
    count: parts.reduce((sum, {count}) => sum + count, 0),
    pixels: joined(parts.map(eightBitPixels)),
    labels: parts.every(({labels}) => labels !== undefined)
      ? joined(parts.map(({labels}) => labels!))
      : undefined
  };
  if (all.count < 2) {
    throw new Error(`invalid images: ${all.count}, expected at least 2: one is held out`);
  }
  const fromFiles = heldOut === "files" && test !== undefined;
  const held = fromFiles
    ? drawn(
        Array.from({length: test.count}, (_, i) => images.count + i),
        test.labels,
        1
      )
    : drawn(Array.from(Array(all.count).keys()), all.labels, heldOut === "files" ? SHARE : heldOut);
  const isHeld = new Uint8Array(all.count);
  for (const i of held) isHeld[i] = 1;
  const kept = fromFiles
    ? Uint32Array.from({length: images.count}, (_, i) => i)
    : Uint32Array.from(isHeld.keys()).filter((i) => isHeld[i] === 0);
  const known = fromFiles ? test.labels : all.labels;
  const labels = known && Uint8Array.from(held, (i) => known[fromFiles ? i - images.count : i]);
  const what = fromFiles
    ? held.length < test.count
      ? `${number(held.length)} of the ${number(test.count)} images that the files set apart, drawn by seed ${SEED}`
      : `the ${number(test.count)} images that the files set apart`
    : `${number(held.length)} of ${number(all.count)} images, drawn by seed ${SEED}${known ? " from every class" : ""}`;
  const named = labels === undefined ? {notes: []} : namedLabels(labels, classNames);
  return {
    train: {pixels: chosen(all.pixels, kept, size), count: kept.length},
    heldOut: {pixels: chosen(all.pixels, held, size), count: held.length},
    ...imageSizeOf(images),
    ...named,
    notes: [`Held out: ${what}.`, ...named.notes]
  };
}

/** Returns images as if their files told no classes. */
function withoutClasses({test, ...images}: OwnImages): OwnImages {
  const none = {labels: undefined, classNames: undefined};
  return {...images, ...none, ...(test && {test: {...test, labels: undefined}})};
}

const number = (value: number) => value.toLocaleString("en-US");

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const [first, second] = parts;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function chosen(pixels: Uint8Array, places: Uint32Array, size: number): Uint8Array {
  const out = new Uint8Array(places.length * size);
  for (const [at, i] of places.entries()) {
    out.set(pixels.subarray(i * size, (i + 1) * size), at * size);
  }
  return out;
}

/**
 * Returns a share of some images, drawn from each class apart, in an order of its own: the first ones
 * are of all classes. Of a class of five or more there is at least one, and in all at least one.
 *
 * @param places which images
 * @param labels the class of each of these
 */
function drawn(
  places: readonly number[],
  labels: Uint8Array | undefined,
  share: number
): Uint32Array {
  const most = Math.min(share, MOST_HELD_OUT / places.length);
  const source = randomSource(SEED, STREAM);
  const classes = new Map<number, number[]>();
  for (const at of permutation(source, places.length)) {
    const label = labels?.[at] ?? 0;
    const members = classes.get(label) ?? [];
    if (members.length === 0) classes.set(label, members);
    members.push(places[at]);
  }
  const ranked = [...classes.values()].flatMap((members) => {
    const wanted = Math.max(Math.round(most * members.length), members.length >= 5 ? 1 : 0);
    return members.slice(0, wanted);
  });
  if (ranked.length === 0) ranked.push([...classes.values()][0][0]);
  // At least one image is left to train on.
  const count = Math.min(ranked.length, share < 1 ? places.length - 1 : ranked.length);
  return permutation(source, ranked.length)
    .map((at) => ranked[at])
    .subarray(0, count);
}

/** The most classes that are told apart by their names: EMNIST has 62. */
const MOST_NAMED = 62;

/** Returns labels with what they are called, numbered anew where they pass the colors. */
function namedLabels(
  labels: Uint8Array,
  names: readonly string[] | undefined
): Pick<SplitImages, "labels" | "classNames"> & {notes: string[]} {
  const most = labels.reduce((a, b) => Math.max(a, b), 0);
  const classNames = names ?? Array.from({length: most + 1}, (_, label) => String(label));
  if (most < MOST_CLASSES) return {labels, classNames, notes: []};
  const present = [...new Set(labels)].toSorted((a, b) => a - b);
  if (present.length > MOST_NAMED) {
    return {notes: [`The codes have no colors: there are ${present.length} classes.`]};
  }
  const place = new Map(present.map((label, i) => [label, i]));
  const repeat = `The ${MOST_CLASSES} colors of the codes are used more than once: ${present.length} classes.`;
  return {
    labels: labels.map((label) => place.get(label)!),
    classNames: present.map((label) => classNames[label]),
    notes: present.length > MOST_CLASSES ? [repeat] : []
  };
}

/** Returns the options of the command that make the same choices. */
export function choiceOptions(choices: OwnChoices): string[] {
  const {grey, invert, transpose, scale, heldOut, classless} = choices;
  return [
    ...(grey ? ["--grey"] : []),
    ...(invert ? ["--invert"] : []),
    ...(transpose ? ["--transpose"] : []),
    ...(scale === undefined ? [] : [`--range=${scale.paper},${scale.ink}`]),
    ...(heldOut === undefined ? [] : [`--held-out ${heldOut}`]),
    ...(classless ? ["--classless"] : [])
  ];
}

/**
 * Returns the choices that options of the command make.
 *
 * @param range the numbers of paper and of ink, as “-1,1”
 * @param heldOut “files”, or a share between 0 and 1
 * @throws Error naming the option and its value
 */
export function choicesOfOptions({
  grey,
  invert = false,
  transpose = false,
  range,
  heldOut,
  classless
}: {
  grey?: boolean;
  invert?: boolean;
  transpose?: boolean;
  range?: string;
  heldOut?: string;
  classless?: boolean;
}): OwnChoices {
  const [paper, ink, ...more] = (range ?? "0,1").split(",").map(Number);
  if (!Number.isFinite(paper) || !Number.isFinite(ink) || paper === ink || more.length > 0) {
    throw new Error(
      `invalid --range: ${brief(range)}, expected the numbers of paper and ink, as 0,255`
    );
  }
  const share = Number(heldOut);
  if (heldOut !== undefined && heldOut !== "files" && !(share > 0 && share < 1)) {
    throw new Error(`invalid --held-out: ${brief(heldOut)}, expected files or a share such as 0.1`);
  }
  return {
    ...(grey ? {grey} : {}),
    invert,
    transpose,
    ...(range === undefined ? {} : {scale: {paper, ink}}),
    ...(heldOut === undefined ? {} : {heldOut: heldOut === "files" ? heldOut : share}),
    ...(classless ? {classless} : {})
  };
}
