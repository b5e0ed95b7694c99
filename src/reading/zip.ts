import {crc32} from "../formats/bytes.js";
import type {Limits, NamedFile} from "./file.js";
import {counted} from "../formats/card.js";
import {inBytes, invalidFile, isLeftover} from "./file.js";
import {inflateTo} from "./inflate.js";

/** What the directory of a zip says of one of its files. */
interface ZipEntry {
  name: string;
  /** Whether the bytes are compressed (deflated) or stored as they are. */
  deflated: boolean;
  /** The CRC-32 of the unpacked bytes. */
  crc: number;
  compressedSize: number;
  /** The number of bytes when unpacked. */
  size: number;
  /** Where the file’s own header starts. */
  offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const ENCRYPTED = 1;

/** Returns whether a file starts as a zip does; an empty one is nothing but its end. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/**
 * Returns what the directory at the end of a zip lists, folders left out. Files beyond 4 GiB are
 * none of ours, but more than 65,535 of them are: all of MNIST, for one.
 *
 * @throws Error naming the zip and what is wrong with it
 */
export function zipDirectory({name, bytes}: NamedFile): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const {count, size, offset} = findEnd(view, name);
  if (!(offset + size <= bytes.length && count * ENTRY_SIZE <= size)) {
    const found = `a directory of ${counted(count, "file")}, ${size} bytes at ${offset}`;
    throw invalidFile(name, found, `it within the ${bytes.length} bytes of the zip`);
  }
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; ++i) {
    const nameStart = at + ENTRY_SIZE;
    if (nameStart > bytes.length || view.getUint32(at, true) !== ENTRY) {
      throw invalidFile(name, `no directory entry at byte ${at}`, `${count} entries`);
    }
    const nameSize = view.getUint16(at + 28, true);
    const written = new TextDecoder().decode(bytes.subarray(nameStart, nameStart + nameSize));
    // Some programs of Windows write its own separators.
    const path = written.replaceAll("\\", "/");
    if (!path.endsWith("/")) entries.push({name: path, ...entryFacts(view, at, `${name}/${path}`)});
    at = nameStart + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function entryFacts(view: DataView, at: number, name: string): Omit<ZipEntry, "name"> {
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) {
    throw invalidFile(name, "it is encrypted", "a zip without a password");
  }
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) {
    throw invalidFile(name, `compression method ${method}`, "0 (stored) or 8 (deflated)");
  }
  return {
    deflated: method === 8,
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true)
  };
}

/** Returns where the directory is; a comment of up to 65,535 bytes may follow its end. */
function findEnd(view: DataView, name: string): {count: number; size: number; offset: number} {
  const first = Math.max(0, view.byteLength - END_SIZE - 0xffff);
  let at = view.byteLength - END_SIZE;
  while (at >= first && view.getUint32(at, true) !== END) --at;
  if (at < first) {
    throw invalidFile(name, "no directory at its end", "a whole zip; it may be cut short");
  }
  const locator = at - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const start = Number(view.getBigUint64(locator + 8, true));
    if (start + 56 > view.byteLength || view.getUint32(start, true) !== END_64) {
      throw invalidFile(name, `no directory end at byte ${start}`, "a whole zip");
    }
    const [count, size, offset] = [32, 40, 48].map((field) =>
      Number(view.getBigUint64(start + field, true))
    );
    return {count, size, offset};
  }
  return {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true)
  };
}

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;

/**
 * Returns the files inside a zip, named as “digits.zip/3/0001.png”; folders and what systems leave
 * in archives are left out. The sizes in the directory are added up before anything is unpacked, and
 * no file may unpack to more than it says, so a zip bomb is refused, not inflated.
 *
 * @param onDamaged is told of files that are damaged, which are then left out; without it the first
 *   one is an error
 * @throws Error naming the zip, or the file in it, that is damaged or too big
 */
export function unzip(
  zip: NamedFile,
  limits: Limits,
  onDamaged?: (error: Error) => void
): NamedFile[] {
  const entries = zipDirectory(zip).filter(({name}) => !isLeftover(name));
  if (entries.length > limits.files) {
    const found = counted(entries.length, "file");
    throw invalidFile(zip.name, found, `at most ${limits.files.toLocaleString("en-US")}`);
  }
  const unpacked = sum(entries.map(({size}) => size));
  if (unpacked > limits.unpacked) {
    const found = `${inBytes(unpacked)} when unpacked`;
    throw invalidFile(zip.name, found, `at most ${inBytes(limits.unpacked)}`);
  }
  const packed = sum(entries.map(({compressedSize}) => compressedSize));
  if (packed > zip.bytes.length) {
    const found = `files of ${packed} bytes in ${zip.bytes.length}`;
    throw invalidFile(zip.name, found, "files that do not overlap");
  }
  return entries.flatMap((entry) => {
    try {
      return {name: `${zip.name}/${entry.name}`, bytes: unpackEntry(zip, entry)};
    } catch (error) {
      if (onDamaged === undefined) throw error;
      onDamaged(error as Error);
      return [];
    }
  });
}

function unpackEntry({name: zip, bytes}: NamedFile, entry: ZipEntry): Uint8Array {
  const {deflated, crc, compressedSize, size, offset} = entry;
  const name = `${zip}/${entry.name}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL) {
    throw invalidFile(name, `no file header at byte ${offset} of the zip`, "a whole zip");
  }
  const start =
    offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressedSize > bytes.length) {
    const found = `${compressedSize} bytes from byte ${start}`;
    throw invalidFile(name, found, `them within the ${bytes.length} bytes of the zip`);
  }
  const stored = bytes.subarray(start, start + compressedSize);
  const content = deflated ? inflateEntry(name, size, stored) : stored;
  if (content.length !== size) {
    throw invalidFile(name, `${content.length} bytes`, `the ${size} of the zip’s directory`);
  }
  const found = crc32(content);
  if (found !== crc) {
    throw invalidFile(name, `CRC-32 ${found.toString(16)}`, `${crc.toString(16)}; it is damaged`);
  }
  return content;
}

function inflateEntry(name: string, size: number, compressed: Uint8Array): Uint8Array {
  try {
    return inflateTo(size, compressed, "none");
  } catch (cause) {
    const found = `it unpacks to ${(cause as Error).message}`;
    throw invalidFile(name, found, `the ${size} bytes of the zip’s directory`, cause);
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Checks the number and the size of files. */
export function checkFiles(files: readonly NamedFile[], limits: Limits): void {
  if (files.length > limits.files) {
    const most = limits.files.toLocaleString("en-US");
    throw new Error(`invalid choice: ${counted(files.length, "file")}, expected at most ${most}`);
  }
  const bytes = sum(files.map((file) => file.bytes.length));
  if (bytes > limits.unpacked) {
    const found = `invalid choice: files of ${inBytes(bytes)}`;
    throw new Error(`${found}, expected at most ${inBytes(limits.unpacked)}`);
  }
}

/** What was dropped. */
interface DroppedContent {
  /** The files, or those inside of the zip; what systems leave in folders is left out. */
  files: readonly NamedFile[];
  /** The zip that they come from. */
  zip?: NamedFile;
}

/**
 * Returns the files that were dropped, or those inside where they are one zip.
 *
 * @throws Error if they are too many or too large, or if a zip is damaged or not alone
 */
export function droppedContent(dropped: readonly NamedFile[], limits: Limits): DroppedContent {
  const files = dropped.filter(({name}) => !isLeftover(name));
  checkFiles(files, limits);
  const zip = files.find((file) => looksLikeZip(file.bytes));
  if (zip === undefined) return {files};
  if (files.length > 1) {
    throw invalidFile(zip.name, `a zip beside ${counted(files.length - 1, "file")}`, "it alone");
  }
  return {files: unzip(zip, limits), zip};
}
