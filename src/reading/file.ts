/** A file that the reader chose. */
export interface NamedFile {
  /** Its name, with the folders that it lies in: “digits/3/0001.png”. */
  name: string;
  bytes: Uint8Array;
}

/** The longest name that a sentence shows whole, in characters. */
const LONGEST_NAME = 80;

/**
 * Returns the error of a file that cannot be used, in one sentence:
 * `invalid digits.npy: shape [10, 783], expected …`.
 *
 * @param found the field and its value
 * @param expected what it should be
 */
export function invalidFile(name: string, found: string, expected: string, cause?: unknown): Error {
  const options = cause === undefined ? undefined : {cause};
  const sentence = `${shortText(found)}, expected ${shortText(expected)}`;
  return new Error(`invalid ${shortName(name)}: ${sentence}`, options);
}

/** The longest word that a sentence shows whole, and the longest part of a sentence, in characters. */
const LONGEST_WORD = 80;
const LONGEST_TEXT = 400;

/** Returns a part of a sentence on one line, with the beginnings of what a file makes too long. */
function shortText(text: string): string {
  const words = text
    .replaceAll(/\p{Cc}/gu, "�")
    .replaceAll(/[^\s,]+/g, (word) => shortened(word, LONGEST_WORD));
  return shortened(words, LONGEST_TEXT);
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/**
 * Returns a name that is not longer than a sentence bears, on one line: its end tells files apart.
 */
export function shortName(name: string): string {
  const plain = name.replaceAll(/\p{Cc}/gu, "�");
  return plain.length > LONGEST_NAME ? `…${plain.slice(1 - LONGEST_NAME)}` : plain;
}

/** Returns whether a file is one that systems leave in folders and archives, and no one drops. */
export function isLeftover(name: string): boolean {
  return name
    .split("/")
    .some((part) => /^(\..*|__MACOSX|Thumbs\.db|desktop\.ini)$/i.test(part) && part !== "..");
}

/** Returns whether a file is a text that people put beside data, such as a licence. */
export function isText(name: string): boolean {
  return /\.(txt|md|csv|tsv|json|html?|xml|ya?ml|pdf|py)$|(^|\/)(readme|licen[cs]e)$/i.test(name);
}

/** The most that is accepted of the reader’s files. */
export interface Limits {
  /** The largest width and height of an image, in pixels. */
  side: number;
  /** The most bytes that files may take when they are unpacked, all together. */
  unpacked: number;
  /** The most bytes that the images may take in memory: one a pixel, or four for real numbers. */
  pixels: number;
  /** The most files of one drop, those inside a zip counted too. */
  files: number;
}

const MIB = 2 ** 20;

/** The limits of the site: MNIST as 64-bit numbers fits, and a phone’s memory is not exhausted. */
export const defaultLimits: Limits = {
  side: 64,
  unpacked: 512 * MIB,
  pixels: 256 * MIB,
  files: 200_000
};

/** Returns a number of bytes as sentences write it: “512 MiB”, “3.1 GiB”, “12 bytes”. */
export function inBytes(bytes: number): string {
  const units: [string, number][] = [
    ["GiB", 1024 * MIB],
    ["MiB", MIB],
    ["KiB", 1024]
  ];
  const [unit, size] = units.find(([, one]) => bytes >= one) ?? ["bytes", 1];
  return `${(bytes / size).toLocaleString("en-US", {maximumSignificantDigits: 3})} ${unit}`;
}

/** How deep the JSON of a file may be nested: that of models has a few dozen levels. */
const DEEPEST = 200;

/**
 * Returns the value of a JSON text.
 *
 * @param name what errors call the file, or the part of it
 * @throws Error naming it if it is not JSON, or nested deeper than 200 levels
 */
export function jsonOf(bytes: Uint8Array, name: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch (cause) {
    throw invalidFile(name, "text that cannot be read", "JSON", cause);
  }
  // What reads it goes down by calls, of which there may not be any number.
  const isNested = (part: unknown) => typeof part === "object" && part !== null;
  let level = [value].filter(isNested);
  for (let depth = 0; level.length > 0; ++depth) {
    if (depth === DEEPEST) {
      throw invalidFile(name, `JSON nested deeper than ${DEEPEST} levels`, "fewer");
    }
    level = level.flatMap((part) => Object.values(part as object).filter(isNested));
  }
  return value;
}

/** Returns whether a JSON value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
