/** A file that the visitor chose, as the readers take it. */
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

/** Returns a name that is not longer than a sentence bears: its end tells files apart. */
export function shortName(name: string): string {
  return name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME)}` : name;
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

/** Returns how many of something, in words: “1 image”, “60,000 images”. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
