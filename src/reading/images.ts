import {gunzip} from "../formats/gunzip.js";
import {counted} from "../formats/card.js";
import {imagesOfArrays} from "./arrays.js";
import {cifarArrays, looksLikeCifar, looksLikeIdx, parseAnyIdx} from "./binary-arrays.js";
import type {Limits, NamedFile} from "./file.js";
import {defaultLimits, invalidFile, isLeftover, isText, shortName} from "./file.js";
import {foreignFile, foreignZip} from "./foreign.js";
import type {InkScale} from "./ink.js";
import type {NamedArray} from "./npy.js";
import {holdsObjects, looksLikeNpy, parseNpy} from "./npy.js";
import type {OwnImages} from "./own-images.js";
import {byName, imagesOfPictures} from "./picture-set.js";
import type {DecodePicture} from "./pictures.js";
import {pictureKind} from "./pictures.js";
import type {NameTable} from "./table.js";
import {looksLikeTable, readTable} from "./table.js";
import {checkFiles, looksLikeZip, unzip} from "./zip.js";

/** Options for readImages. */
export interface ReadImagesOptions {
  /** The numbers of paper and of ink in arrays and tables; without it their range tells. */
  scale?: InkScale;
  /** Whether colors are turned to grey, by luminance; without it images keep their colors. */
  inGrey?: boolean;
  /** What decodes pictures of other kinds than PNG, as a browser does; without it they are refused. */
  decode?: DecodePicture;
  /** What is accepted; defaults to the limits of the site. */
  limits?: Limits;
  /** Is told how many of the images are done, where that takes long. */
  onProgress?: (done: number, of: number) => void;
}

/** What may be dropped, for sentences. */
const EXPECTED = "an IDX, NumPy, CSV, PNG or JPEG file, or a zip of them";

/**
 * Returns a promise to the images of some files: IDX files, NumPy arrays or tables of pixels, with
 * labels or without, gzip or not; pictures, whose folders or a table beside them give the classes; or
 * zips of any of these. What a file is, its first bytes say, not its name; what it is for, its name.
 *
 * @throws Error (as a rejection) in one sentence naming the file, the field, its value and what was
 *   expected
 */
export async function readImages(
  files: readonly NamedFile[],
  {scale, inGrey = false, decode, limits = defaultLimits, onProgress}: ReadImagesOptions = {}
): Promise<OwnImages> {
  const {files: inside, zip, damaged} = unzipped(files, limits);
  const unpacked = await allUnpacked(inside, limits);
  const isTable = new Set(unpacked.filter(looksLikeTable));
  const data = unpacked.filter((file) => isTable.has(file) || !isText(file.name));
  if (data.length === 0) {
    const [first] = damaged;
    if (first !== undefined) throw first;
    const what = `invalid ${zip === undefined ? "choice" : shortName(zip.name)}`;
    throw new Error(`${what}: no images, expected ${EXPECTED}`);
  }
  const left = unpacked.length - data.length;
  const note = left === 0 ? "" : `; ${counted(left, "text")} beside them left out`;
  const pictures = data.filter(({bytes}) => pictureKind(bytes) !== undefined);
  if (pictures.length === 0) {
    if (damaged.length > 0) throw damaged[0];
    const {arrays, notes} = readArrays(data, (file) => arraysOf(file, isTable.has(file)));
    const images = imagesOfArrays(arrays, limits, {scale, inGrey});
    return {...images, source: images.source + note, notes: [...images.notes, ...notes]};
  }
  const tables = data.filter((file) => isTable.has(file)).map(nameTable);
  const others = data.filter((file) => !isTable.has(file));
  const arrays = others.filter(({bytes}) => looksLikeNpy(bytes) || looksLikeIdx(bytes));
  tables.push(...arrays.map((array) => arrayTable(array, pictures)));
  if (tables.length > 1) {
    throw invalidFile(tables[1].name, "a second file of classes beside pictures", "at most one");
  }
  const from = zip === undefined ? "" : `${zip.name}: `;
  const images = await imagesOfPictures(without(others, arrays), {
    limits,
    from,
    decode,
    inGrey,
    table: tables[0],
    damaged,
    onProgress
  });
  return {...images, source: images.source + note};
}

/** Files of which none is a zip. */
interface Unzipped {
  files: NamedFile[];
  /** The zip that they come from, if that is one. */
  zip?: NamedFile;
  /** What is wrong with files that could not be unpacked. */
  damaged: Error[];
}

function unzipped(dropped: readonly NamedFile[], limits: Limits): Unzipped {
  const files = dropped.filter(({name}) => !isLeftover(name));
  checkFiles(files, limits);
  const zips = files.filter(({bytes}) => looksLikeZip(bytes));
  const damaged: Error[] = [];
  let {unpacked, files: most} = limits;
  const inside = files.flatMap((file) => {
    if (!zips.includes(file)) return file;
    const found = unzip(file, {...limits, unpacked, files: most}, (error) => damaged.push(error));
    const foreign = foreignZip(
      file.name,
      found.map(({name}) => name)
    );
    if (foreign !== undefined) throw invalidFile(file.name, foreign.what, foreign.remedy);
    most -= found.length;
    unpacked -= found.reduce((sum, {bytes}) => sum + bytes.length, 0);
    return found;
  });
  return {
    files: inside,
    damaged,
    ...(zips.length === 1 && files.length === 1 ? {zip: zips[0]} : {})
  };
}

async function allUnpacked(files: readonly NamedFile[], limits: Limits): Promise<NamedFile[]> {
  const all: NamedFile[] = [];
  let left = limits.unpacked;
  for (const {name, bytes} of files) {
    // One after the other: together they could pass the limit that each one keeps.
    const unpacked = await gunzip(bytes, shortName(name), {limit: left});
    left -= unpacked.length;
    all.push({name, bytes: unpacked});
  }
  return all;
}

/**
 * Returns the arrays of files, without those that came twice, and without objects beside images, as
 * what describes a data set is kept; what is left out is said.
 */
function readArrays(
  files: readonly NamedFile[],
  read: (file: NamedFile) => NamedArray[]
): {arrays: NamedArray[]; notes: string[]} {
  const once = files.filter(
    (file, i) => !files.slice(0, i).some((earlier) => isSameFile(earlier, file))
  );
  const objects = once.filter(({bytes}) => holdsObjects(bytes));
  const readable = without(once, objects).flatMap(read);
  const hasImages = readable.some(
    ({shape: [, ...rest]}) => rest.length > 0 && rest.reduce((a, b) => a * b, 1) >= LEAST_PIXELS
  );
  const names = (left: readonly NamedFile[]) =>
    left.map(({name}) => shortName(name.split("/").at(-1)!)).join(", ");
  const left: [why: string, files: readonly NamedFile[]][] = [
    ["as they came twice", without(files, once)],
    ["as they hold objects and no numbers", hasImages ? objects : []]
  ];
  return {
    arrays: hasImages ? readable : [...readable, ...objects.flatMap(read)], // these say so
    notes: left
      .filter(([, some]) => some.length > 0)
      .map(([why, some]) => `Left out, ${why}: ${names(some)}.`)
  };
}

/** An array beside which objects are left out has so many numbers an image, as of 8 × 8 pixels. */
const LEAST_PIXELS = 64;

/** Returns whether two files are one, under names that differ in their signs alone. */
function isSameFile(a: NamedFile, b: NamedFile): boolean {
  const plain = ({name}: NamedFile) =>
    name
      .split("/")
      .at(-1)!
      .replaceAll(/[^a-z0-9]/gi, "");
  return (
    a.bytes.length === b.bytes.length &&
    plain(a) === plain(b) &&
    a.bytes.every((byte, i) => byte === b.bytes[i])
  );
}

/** Returns the arrays of a file that is no picture. */
function arraysOf(file: NamedFile, isTable: boolean): NamedArray[] {
  const {name, bytes} = file;
  if (looksLikeNpy(bytes)) return [parseNpy(bytes, name)];
  if (looksLikeIdx(bytes)) return [parseAnyIdx(file)];
  const foreign = foreignFile(file);
  if (foreign !== undefined) throw invalidFile(name, foreign.what, foreign.remedy);
  if (looksLikeCifar(file)) return cifarArrays(file);
  if (isTable) {
    const table = readTable(file);
    if (table.kind === "arrays") return table.arrays;
    // Beside arrays, its lines are in their order.
    const labels = Array.from(table.table.classes.values());
    return [{name, shape: [labels.length], data: labels}];
  }
  if (/idx|ubyte/i.test(name)) return [parseAnyIdx(file)];
  if (bytes.length === 0) throw invalidFile(name, "an empty file", EXPECTED);
  if (looksLikeZip(bytes)) {
    throw invalidFile(name, "a zip within a zip", "its files: unpack the outer one first");
  }
  throw invalidFile(name, "a file of a kind that is not read here", EXPECTED);
}

const without = (files: readonly NamedFile[], left: readonly NamedFile[]) =>
  left.length === 0 ? files : files.filter((file) => !left.includes(file));

/** Returns labels beside pictures as a table: they are in the order of the names. */
function arrayTable(file: NamedFile, pictures: readonly NamedFile[]): NameTable {
  const [{shape, data}] = arraysOf(file, false);
  const [count, ...rest] = shape;
  if (count !== pictures.length || rest.some((size) => size !== 1)) {
    const found = `shape [${shape.join(", ")}] beside ${counted(pictures.length, "picture")}`;
    throw invalidFile(file.name, found, "a label for each picture, or pictures alone");
  }
  const names = byName(pictures).map(({name}) => name);
  return {name: file.name, classes: new Map(names.map((name, i) => [name, String(data[i])]))};
}

function nameTable(file: NamedFile): NameTable {
  const table = readTable(file);
  if (table.kind === "names") return table.table;
  throw invalidFile(
    file.name,
    "a table of numbers beside pictures",
    "“filename, label”, or it alone"
  );
}
