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
  return new Error(`invalid ${shortName(name)}: ${found}, expected ${expected}`, options);
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

/**
 * Returns the value of a JSON text.
 *
 * @param name what errors call the file, or the part of it
 * @throws Error naming it if it is not JSON
 */
export function jsonOf(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch (cause) {
    throw invalidFile(name, "text that cannot be read", "JSON", cause);
  }
}

/** Returns whether a JSON value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
