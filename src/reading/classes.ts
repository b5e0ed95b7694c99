/** The most classes that images can have: a byte tells them apart. */
const MOST_CLASSES = 256;

/** The class of each image, where files tell. */
export interface Classes {
  /** One byte an image. */
  labels: Uint8Array;
  /** What the labels stand for; without it they are the classes’ own numbers. */
  classNames?: readonly string[];
}

/**
 * Returns classes by what names them: whole numbers from 0 to 255 are labels as they are, all others
 * are numbered in the order of their names, numbers in them by their value.
 *
 * @returns undefined if there are more than a byte tells apart
 */
export function classesOf(names: readonly string[]): Classes | undefined {
  const isNumber = (name: string) => /^\d{1,3}$/.test(name) && Number(name) < MOST_CLASSES;
  const distinct = [...new Set(names)];
  if (distinct.every(isNumber)) return {labels: Uint8Array.from(names, Number)};
  if (distinct.length > MOST_CLASSES) return undefined;
  const {compare} = new Intl.Collator("en", {numeric: true});
  const classNames = distinct.toSorted(compare);
  const place = new Map(classNames.map((name, i) => [name, i]));
  return {labels: Uint8Array.from(names, (name) => place.get(name)!), classNames};
}

/** The words of names that say what images are for. */
const testWords =
  /^(t10k|tests?|testing|val|valid|validation|dev|eval|evaluation|held_?out|holdout|privatetest|publictest)$/;
const trainWords = /^(train|training|trn)$/;

/** What a file’s name says that its images are for. */
export type Role = "train" | "test" | undefined;

/** Returns what a name says that images are for: the words of its last parts count most. */
export function roleOf(path: string): Role {
  for (const part of path.toLowerCase().split("/").toReversed()) {
    const words = part.split(/[^a-z0-9]+/);
    // “x_test”, “emnist-letters-test-images”; in “xtest” and “testX” the letter stands close.
    const plain = words.flatMap((word) => [word, word.replace(/^[xy]|[xy]$/g, "")]);
    if (plain.some((word) => testWords.test(word))) return "test";
    if (plain.some((word) => trainWords.test(word))) return "train";
  }
  return undefined;
}

/**
 * Returns the folder that tells the class of each image, as “train/7/0001.png”; undefined where all
 * lie in one, or where the folders only say what images are for.
 */
export function folderNames(paths: readonly string[]): string[] | undefined {
  const folders = paths.map((path) => path.split("/").at(-2) ?? "");
  const areClasses = folders.every((folder) => folder !== "" && roleOf(folder) === undefined);
  return areClasses && new Set(folders).size > 1 ? folders : undefined;
}

/**
 * Returns what each of some names has for itself: “cat” and “pizza” of “full_numpy_bitmap_cat.npy” and
 * “full_numpy_bitmap_pizza.npy”.
 */
export function ownParts(paths: readonly string[]): string[] {
  const names = paths.map((path) =>
    path
      .split("/")
      .at(-1)!
      .replace(/ \(\d+\)(?=\.)/, "")
      .replace(/(\.(npy|npz|gz|csv|idx|bin))+$/i, "")
  );
  if (names.length < 2) return names;
  const [first] = names;
  let common = 0;
  while (common < first.length && names.every((name) => name[common] === first[common])) ++common;
  // A name begins after a separator, not within a word.
  const start = first.slice(0, common).search(/[^\s_\-.]*$/);
  return names.map((name) => name.slice(start));
}
