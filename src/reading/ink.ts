import {invalidFile} from "./file.js";
import type {Numbers} from "./npy.js";

/** The numbers that stand for paper and for full ink. */
export interface InkScale {
  paper: number;
  ink: number;
}

/** The scales that files have most often, besides that of the largest number. */
export const commonScales = {
  unit: {paper: 0, ink: 1},
  bytes: {paper: 0, ink: 255},
  signed: {paper: -1, ink: 1},
  centered: {paper: -0.5, ink: 0.5},
  words: {paper: 0, ink: 65_535},
  /** (x − 0.1307)/0.3081, as PyTorch’s examples normalize MNIST. */
  normalized: {paper: -0.1307 / 0.3081, ink: (1 - 0.1307) / 0.3081},
  /** Likewise Fashion-MNIST. */
  normalizedFashion: {paper: -0.286 / 0.353, ink: (1 - 0.286) / 0.353}
} satisfies Record<string, InkScale>;

/** Numbers of one file, and how errors tell the place of one. */
export interface PlacedNumbers {
  /** What errors call the file. */
  name: string;
  data: Numbers;
  /** Says where an element is, as “image 3, row 1, column 12”. */
  place: (index: number) => string;
}

/** Numbers as ink: from 0 (paper) to 1 (ink), and how the files’ numbers became it. */
export interface Ink {
  /** For each of the files: 8-bit pixels, 255 is ink, or in all of them real numbers in [0, 1]. */
  pixels: (Uint8Array | Float32Array)[];
  /** The smallest and the largest number in the files. */
  range: [number, number];
  scale: InkScale;
  /** What was done to the numbers, such as “divided by 255”. */
  scaling: string;
  /** What is to be said of it, as it was guessed. */
  notes: string[];
}

/** How far beyond its ends a scale’s numbers may be by rounding. */
const ROUNDING = 1e-6;

/** How far beyond its ends they may be by resizing, as a share of the scale. */
const OVERSHOOT = 0.1;

/** The largest number of scikit-learn’s digits, of 8 × 8 pixels. */
const SIXTEEN = 16;

/**
 * Returns numbers as ink, all on one scale: the one given, or the one that their range tells.
 *
 * @param parts at least one
 * @throws Error naming the first number that is NaN or infinite, or the smallest or the largest one
 *   where their range tells no scale, and its place
 */
export function inkOf(parts: readonly PlacedNumbers[], given?: InkScale): Ink {
  const range = rangeOf(parts);
  const isWhole = parts.every(({data}) => isWholeNumbers(data));
  const {scale, notes} =
    given === undefined ? guessedInkScale(parts, range, isWhole) : {scale: given, notes: []};
  const {paper, ink} = scale;
  const [low, high] = [Math.min(paper, ink), Math.max(paper, ink)];
  const beyond = Math.max(low - range[0], range[1] - high);
  if (beyond > ROUNDING * (high - low)) {
    const least = `${short(range[0])} … ${short(range[1])}`;
    notes.push(`Numbers of ${least} were clipped to ${short(low)} … ${short(high)}.`);
  }
  const pixels = parts.map(({data}) => scaled(data, scale, isWhole));
  return {pixels, range, scale, scaling: scalingOf(scale, isWhole), notes};
}

/** Returns what a scale does to numbers, in words. */
function scalingOf({paper, ink}: InkScale, isWhole: boolean): string {
  if (paper === 0 && ink === 1 && !isWhole) return "as they are";
  if (paper === 0 && ink !== 1) return `divided by ${short(ink)}`;
  return `${short(paper)} is paper and ${short(ink)} is ink`;
}

const short = (value: number) =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(4))).replace("-", "−");

function scaled(
  data: Numbers,
  {paper, ink}: InkScale,
  isWhole: boolean
): Uint8Array | Float32Array {
  const isBytes = paper === 0 && ink === 255;
  if (isBytes && isWhole && data instanceof Uint8Array) return data;
  // Whole numbers of a scale whose steps are those of 8 bits lose nothing in them.
  const fits = isWhole && 255 % Math.abs(ink - paper) === 0;
  const pixels = fits ? new Uint8Array(data.length) : new Float32Array(data.length);
  const full = fits ? 255 : 1;
  for (let i = 0; i < data.length; ++i) {
    pixels[i] = full * Math.min(1, Math.max(0, (Number(data[i]) - paper) / (ink - paper)));
  }
  return pixels;
}

function isWholeNumbers(data: Numbers): boolean {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return true;
  return data.every(Number.isInteger);
}

/** Returns the smallest and the largest number; NaN and infinity are none. */
function rangeOf(parts: readonly PlacedNumbers[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const {name, data, place} of parts) {
    for (let i = 0; i < data.length; ++i) {
      const value = Number(data[i]);
      if (!Number.isFinite(value)) {
        throw invalidFile(name, `${value} at ${place(i)}`, "numbers from 0 to 1, or from 0 to 255");
      }
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** Returns the scale that a range tells. */
function guessedInkScale(
  parts: readonly PlacedNumbers[],
  [low, high]: [number, number],
  isWhole: boolean
): {scale: InkScale; notes: string[]} {
  const {unit, bytes, signed, centered, words, normalized, normalizedFashion} = commonScales;
  const within = ({paper, ink}: InkScale) => {
    const slack = OVERSHOOT * (ink - paper);
    return low >= paper - slack && high <= ink + slack;
  };
  const is = (scale: InkScale, tolerance: number) =>
    Math.abs(low - scale.paper) < tolerance && Math.abs(high - scale.ink) < tolerance;
  const isGuess = (scale: InkScale, what: string) => ({
    scale,
    notes: [`${what}: change “numbers” if that is wrong.`]
  });
  if (is(normalized, 0.01)) {
    return isGuess(normalized, "Taken as normalized by MNIST’s mean 0.1307 and deviation 0.3081");
  }
  if (is(normalizedFashion, 0.01)) {
    const what = "Taken as normalized by Fashion-MNIST’s mean 0.286 and deviation 0.353";
    return isGuess(normalizedFashion, what);
  }
  if (is(centered, 0.01) && !isWhole) {
    return isGuess(centered, "The numbers lie in −0.5 … 0.5: −0.5 is taken as paper, 0.5 as ink");
  }
  if (within(unit)) return {scale: unit, notes: []};
  if (within(signed)) {
    return isGuess(signed, "The numbers lie in −1 … 1: −1 is taken as paper, 1 as ink");
  }
  // A largest number of 1.2 says neither that 1 is ink nor that 255 is.
  // Resizing leaves numbers below 0 only where others are near 255.
  if (high >= (low < -ROUNDING ? 128 : 2) && within(bytes)) {
    const isSixteen = isWhole && low === 0 && high === SIXTEEN;
    if (isSixteen) {
      return isGuess({paper: 0, ink: SIXTEEN}, "The largest number is 16, which is taken as ink");
    }
    const dark = `The largest number is ${short(high)}, and 255 is taken as ink`;
    return high < 128 ? isGuess(bytes, dark) : {scale: bytes, notes: []};
  }
  if (isWhole && low >= 0 && high > 255 && high <= words.ink) {
    return isGuess(words, `The largest number is ${short(high)}, and 65,535 is taken as ink`);
  }
  throw unknownScale(parts, low, high);
}

function unknownScale(parts: readonly PlacedNumbers[], low: number, high: number): Error {
  const wrong = low < -OVERSHOOT ? low : high;
  const places = parts.map(({data}) =>
    Array.prototype.findIndex.call(data, (v) => Number(v) === wrong)
  );
  const at = places.findIndex((place) => place !== -1);
  return invalidFile(
    parts[at].name,
    `numbers of ${low} … ${high} (${wrong} at ${parts[at].place(places[at])})`,
    "0 … 1, 0 … 255 or −1 … 1: save (x - x.min()) / (x.max() - x.min())"
  );
}
