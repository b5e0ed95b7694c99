import {deflateRawSync} from "node:zlib";
import type {ImageData} from "fast-png";
import {encode} from "fast-png";
import {crc32} from "../../src/formats/bytes.js";
import type {NamedFile} from "../../src/reading/file.js";

/** Returns an IDX file of unsigned bytes. */
export function idxFile(shape: number[], values: ArrayLike<number>): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x0800 + shape.length);
  shape.forEach((size, i) => header.setUint32(4 + 4 * i, size));
  return Buffer.concat([new Uint8Array(header.buffer), Uint8Array.from(values)]);
}

/** Returns an .npy file, version 1, as numpy.save writes it. */
export function npyFile(
  descr: string,
  shape: number[],
  values: ArrayBufferView,
  {order = "False"} = {}
): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`;
  const header = `${text.padEnd(117)}\n`;
  return Buffer.concat([
    Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0),
    Buffer.from(header, "latin1"),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  ]);
}

/** Returns a PNG; grey unless channels say otherwise. */
export function pngFile(
  width: number,
  height: number,
  data: ImageData["data"],
  options: Partial<ImageData> = {}
): Uint8Array {
  return encode({width, height, data, channels: 1, depth: 8, ...options});
}

/** What makeZip may write wrongly. */
interface ZipLies {
  /** The unpacked size that the zip gives of every file. */
  size?: number;
  flags?: number;
  method?: number;
  crc?: number;
  comment?: string;
}

/** Returns a zip; the second of two files is stored, the others deflated. */
export function zipFile(files: readonly NamedFile[], lies: ZipLies = {}): Uint8Array {
  const locals: Uint8Array[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [i, {name, bytes}] of files.entries()) {
    const stored = i === 1;
    const content = stored ? bytes : deflateRawSync(bytes);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(lies.flags ?? 0x0800, 2);
    common.writeUInt16LE(lies.method ?? (stored ? 0 : 8), 4);
    common.writeUInt32LE(lies.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(lies.size ?? bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = [Buffer.from("PK\x03\x04"), common, path, content];
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), common, place, path]));
    locals.push(...local);
    offset += local.reduce((sum, {length}) => sum + length, 0);
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  const comment = Buffer.from(lies.comment ?? "");
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, comment]);
}
