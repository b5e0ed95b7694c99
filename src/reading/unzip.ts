import {crc32} from "../formats/bytes.js";
import {inflateTo} from "./inflate.js";
import type {Limits} from "./limits.js";
import {inBytes} from "./limits.js";
import type {NamedFile} from "./named-file.js";
import {counted, invalidFile, isLeftover} from "./named-file.js";
import type {ZipEntry} from "./zip-directory.js";
import {zipDirectory} from "./zip-directory.js";

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;

/**
 * Returns the files inside a zip, named as “digits.zip/3/0001.png”; folders and what systems leave
 * in archives are left out. The sizes in the directory are added up before anything is unpacked, and
 * no file may unpack to more than it says, so a zip bomb is refused, not inflated.
 *
 * @throws Error naming the zip, or the file in it, that is damaged or too big
 */
export function unzip(zip: NamedFile, limits: Limits): NamedFile[] {
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
  return entries.map((entry) => ({
    name: `${zip.name}/${entry.name}`,
    bytes: unpackEntry(zip, entry)
  }));
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
