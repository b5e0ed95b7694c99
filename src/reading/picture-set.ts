import type {Limits, NamedFile} from "./file.js";
import {invalidFile, shortName} from "./file.js";
import {counted} from "../formats/card.js";
import {classesOf, folderNames, roleOf} from "./classes.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageSizeOf, imageValues} from "../formats/image-size.js";
import type {ChannelPixels} from "./channels.js";
import {COLOR_NOTE, layOnPaper} from "./channels.js";
import type {OwnImages} from "./own-images.js";
import {checkSize, ownImages} from "./own-images.js";
import type {DecodePicture} from "./pictures.js";
import {checkPicture, pictureKind, pictureSize, readPicture, undecodable} from "./pictures.js";
import type {NameTable} from "./table.js";
import {classesByName} from "./table.js";

/** At most one file in LEFT_OUT_SHARE may be left out as it cannot be used. */
const LEFT_OUT_SHARE = 5;

/** How many files a sentence lists. */
const MOST_LISTED = 3;

/** How many classes a sentence lists. */
const MOST_CLASSES_LISTED = 12;

/** What goes with pictures. */
interface PictureSetOptions {
  limits: Limits;
  /** Where they come from, as “digits.zip: ”. */
  from: string;
  decode?: DecodePicture;
  /** Whether colors are turned to grey. */
  inGrey: boolean;
  /** A table of their classes. */
  table?: NameTable;
  /** What is wrong with files that could not even be unpacked. */
  damaged: readonly Error[];
  onProgress?: (done: number, of: number) => void;
}

/** Returns files in the order of their names, numbers in them by their value. */
export function byName(files: readonly NamedFile[]): NamedFile[] {
  const {compare} = new Intl.Collator("en", {numeric: true});
  return files.toSorted((a, b) => compare(a.name, b.name));
}

/**
 * Returns a promise to pictures as a set, in the order of their names, numbers in them by their value.
 * Those that cannot be read, or are of another size than most, are left out and said, up to a share.
 *
 * @param files at least one
 * @throws Error (as a rejection) naming the first file that cannot be used, where they are too many
 */
export async function imagesOfPictures(
  files: readonly NamedFile[],
  options: PictureSetOptions
): Promise<OwnImages> {
  const {from, table} = options;
  const sorted = byName(files);
  const read = await readPictures(sorted, options);
  const notes: string[] = [];
  const paths = read.names;
  const isTest = rolesOf(paths);
  const size = imageValues(read);
  const paper = layOnPaper(read, read.width * read.height);
  const classes = classesOfPaths(paths, isTest, table, notes);
  if (read.isColor && options.inGrey) notes.push(COLOR_NOTE);
  const part = (wanted: boolean) => {
    const chosen = Array.from(paths.keys()).filter((i) => isTest[i] === wanted);
    const pixels = new Uint8Array(chosen.length * size);
    chosen.forEach((i, at) =>
      pixels.set(read.pixels.subarray(i * size, (i + 1) * size), at * size)
    );
    return {count: chosen.length, pixels};
  };
  const test = isTest.includes(true) ? {...part(true), ...labelled(classes?.test)} : undefined;
  const all = test === undefined ? {count: paths.length, pixels: read.pixels} : part(false);
  const train = {...all, ...labelled(classes?.train)};
  return ownImages({
    ...imageSizeOf(read),
    ...train,
    ...(classes?.classNames === undefined ? {} : {classNames: classes.classNames}),
    ...(test === undefined ? {} : {test}),
    source: `${from}${counted(paths.length, `${kindsOf(sorted)} image`)}`,
    range: byteRange(train.pixels),
    scaling: "divided by 255",
    notes: [...read.notes, ...notes, ...paper]
  });
}

const labelled = (labels: Uint8Array | undefined) => (labels === undefined ? {} : {labels});

/** The classes of both parts, where they are known, by the same names. */
interface PathClasses {
  train?: Uint8Array;
  test?: Uint8Array;
  classNames?: readonly string[];
}

/** Returns the classes that a table, or else folders, tell; those to test with need not have any. */
function classesOfPaths(
  paths: readonly string[],
  isTest: readonly boolean[],
  table: NameTable | undefined,
  notes: string[]
): PathClasses | undefined {
  const of = (wanted: boolean) => {
    const own = paths.filter((_, i) => isTest[i] === wanted);
    if (own.length === 0) return undefined;
    return table === undefined ? folderNames(own) : classesByName(own, table);
  };
  const [train, test] = [of(false), of(true)];
  const names = [...(train ?? []), ...(test ?? [])];
  if (table !== undefined) {
    const from = shortName(table.name);
    const without = `${from} has no line for some of the images, so no class is taken from it.`;
    notes.push(train === undefined ? without : `The classes come from ${from}.`);
  }
  if (train === undefined) return undefined;
  const classes = classesOf(names);
  if (classes === undefined) {
    notes.push(`${new Set(names).size} names are taken as no classes: at most 256 are.`);
    return undefined;
  }
  const {labels, classNames} = classes;
  if (table === undefined && classNames !== undefined) {
    const listed = classNames.slice(0, MOST_CLASSES_LISTED).join(", ");
    const more = classNames.length > MOST_CLASSES_LISTED ? ", …" : "";
    notes.push(`Each folder is taken as a class: ${listed}${more}.`);
  }
  return {
    train: labels.slice(0, train.length),
    ...(test === undefined ? {} : {test: labels.slice(train.length)}),
    ...(classNames === undefined ? {} : {classNames})
  };
}

/** Returns which images a folder or a name sets apart to measure with; none where all would be. */
function rolesOf(paths: readonly string[]): boolean[] {
  const folders = new Map<string, boolean>();
  const isTest = paths.map((path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const known = folders.get(folder) ?? roleOf(folder) === "test";
    folders.set(folder, known);
    return known;
  });
  return isTest.includes(false) ? isTest : isTest.map(() => false);
}

function kindsOf(files: readonly NamedFile[]): string {
  const kinds = new Set(files.map(({bytes}) => pictureKind(bytes)).filter((kind) => kind));
  return Array.from(kinds).join(" and ");
}

function byteRange(pixels: Uint8Array): [number, number] {
  return [pixels.reduce((a, b) => Math.min(a, b), 255), pixels.reduce((a, b) => Math.max(a, b), 0)];
}

/** Pictures of one size, one after the other. */
interface ReadPictures extends ImageSize, ChannelPixels {
  pixels: Uint8Array;
  channels: ChannelPixels["channels"];
  /** The name of each that was read. */
  names: string[];
  /** Whether any of them is colored. */
  isColor: boolean;
  notes: string[];
}

async function readPictures(
  files: readonly NamedFile[],
  {limits, decode, inGrey, damaged, onProgress}: PictureSetOptions
): Promise<ReadPictures> {
  const faults = [...damaged];
  const unread = decode === undefined ? files.map(undecodable).find((error) => error) : undefined;
  if (unread !== undefined) throw unread;
  const {width, height} = commonSize(files, limits);
  const size = width * height;
  const check = (bytesPerPixel: number) => {
    const all = {count: files.length, width, height};
    checkSize(files[0].name, counted(files.length, "file"), all, limits, bytesPerPixel);
  };
  check(1);
  let channels: ChannelPixels["channels"] = 1;
  let pixels = new Uint8Array(files.length * size);
  let alpha: Uint8Array | undefined;
  let isColor = false;
  const names: string[] = [];
  for (const [i, file] of files.entries()) {
    try {
      if (pictureKind(file.bytes) === undefined) {
        const what = file.bytes.length === 0 ? "an empty file" : "no picture";
        throw invalidFile(file.name, what, "a PNG image as the others are");
      }
      const image = await readPicture(file, limits, {inGrey, decode});
      if (image.width !== width || image.height !== height) {
        const found = `${image.width} × ${image.height} pixels`;
        throw invalidFile(file.name, found, `${width} × ${height} as most: images of one size`);
      }
      if (image.channels > channels) {
        check(3);
        pixels = threefold(pixels, 3 * pixels.length);
        channels = 3;
      }
      const at = names.length * size;
      const own = image.pixels as Uint8Array;
      pixels.set(image.channels === channels ? own : threefold(own), at * channels);
      if (image.alpha !== undefined) {
        alpha ??= new Uint8Array(files.length * size).fill(255);
        alpha.set(image.alpha, at);
      }
      isColor ||= image.isColor;
      names.push(file.name);
    } catch (error) {
      faults.push(error as Error);
      checkFaults(faults, files.length + damaged.length);
    }
    if (i % 500 === 499) onProgress?.(i + 1, files.length);
  }
  checkFaults(faults, files.length + damaged.length);
  const used = names.length * size;
  return {
    width,
    height,
    names,
    notes: faults.length === 0 ? [] : [leftOut(faults)],
    pixels: pixels.subarray(0, used * channels),
    channels,
    ...(alpha === undefined ? {} : {alpha: alpha.subarray(0, used)}),
    isColor
  };
}

/** Returns greys as colors: the same number in red, green and blue. */
function threefold(greys: Uint8Array, length = 3 * greys.length): Uint8Array<ArrayBuffer> {
  const colors = new Uint8Array(length);
  for (let i = 0; i < greys.length; ++i) colors.fill(greys[i], 3 * i, 3 * i + 3);
  return colors;
}

function checkFaults(faults: readonly Error[], count: number): void {
  if (faults.length <= Math.floor(count / LEFT_OUT_SHARE)) return;
  const [first] = faults;
  if (count < LEFT_OUT_SHARE) throw first;
  const share = `more than ${Math.floor(count / LEFT_OUT_SHARE)} of ${counted(count, "file")}`;
  throw new Error(`${first.message} (${share} cannot be used, the most that may be left out)`);
}

function leftOut(faults: readonly Error[]): string {
  const listed = faults.slice(0, MOST_LISTED).map(({message}) => message.replace(/^invalid /, ""));
  const more = faults.length > MOST_LISTED ? `; and ${faults.length - MOST_LISTED} more` : "";
  return `Left out: ${listed.join("; ")}${more}.`;
}

/** Returns the size that most pictures have; of those as common, the first one’s. */
function commonSize(files: readonly NamedFile[], limits: Limits): {width: number; height: number} {
  const counts = new Map<string, {width: number; height: number; count: number; name: string}>();
  let fault: unknown;
  for (const file of files) {
    if (pictureKind(file.bytes) === undefined) continue;
    try {
      const size = pictureSize(file);
      const key = `${size.width} ${size.height}`;
      const before = counts.get(key) ?? {...size, count: 0, name: file.name};
      counts.set(key, {...before, count: before.count + 1});
    } catch (error) {
      fault ??= error;
    }
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  if (most === undefined) throw fault;
  checkPicture(most.name, most, limits);
  return most;
}
