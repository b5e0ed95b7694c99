import {fromFloat16} from "../formats/bytes.js";
import type {NamedFile} from "./file.js";
import {invalidFile} from "./file.js";

/** An array of an ONNX file, row-major. */
export interface OnnxTensor {
  shape: number[];
  values: ArrayLike<number>;
}

/** What a node of an ONNX file is set to. */
export type OnnxAttribute = number | number[] | string | OnnxTensor;

/** One operation. */
export interface OnnxNode {
  op: string;
  name: string;
  inputs: string[];
  outputs: string[];
  attributes: Map<string, OnnxAttribute>;
}

/** The graph of an ONNX file. */
export interface OnnxFile {
  nodes: OnnxNode[];
  constants: Map<string, OnnxTensor>;
  /** The inputs that are no constants, with their sizes; null where any will do. */
  inputs: {name: string; shape: (number | null)[]}[];
  outputs: string[];
}

/** A field of a message: its number, and what it holds. */
interface Field {
  number: number;
  /** A whole number, or the bits of a fixed one. */
  value: bigint;
  bytes: Uint8Array;
}

/** The types of arrays that are read, as ONNX numbers them, and the bytes that a number takes. */
const types: Record<number, {name: string; size: number}> = {
  1: {name: "float32", size: 4},
  6: {name: "int32", size: 4},
  7: {name: "int64", size: 8},
  9: {name: "bool", size: 1},
  10: {name: "float16", size: 2},
  11: {name: "float64", size: 8},
  16: {name: "bfloat16", size: 2}
};

/** The most nodes of a graph. */
const MOST_NODES = 5000;

/** Returns whether a file is called an ONNX file. */
export function looksLikeOnnx({name}: NamedFile): boolean {
  return /\.onnx( \(\d+\))?$/i.test(name);
}

/**
 * Returns the graph of an ONNX file: messages of protobuf, of which the fields that networks need are
 * read (onnx.proto3: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto).
 *
 * @param beside the files that lie beside it, where large arrays may be kept
 * @throws Error naming the file, the array or the field that cannot be read
 */
export function parseOnnx(file: NamedFile, beside: readonly NamedFile[]): OnnxFile {
  const read = (bytes: Uint8Array) => fieldsOf(file.name, bytes);
  const graph = read(file.bytes).findLast(({number}) => number === 7)?.bytes;
  if (graph === undefined || graph.length === 0) {
    const command = 'torch.onnx.export(model.decoder.eval(), torch.zeros(1, d), "decoder.onnx")';
    throw invalidFile(file.name, "an ONNX file without a graph", `one that ${command} writes`);
  }
  const fields = read(graph);
  const of = (number: number) => fields.filter((field) => field.number === number);
  if (of(1).length > MOST_NODES) {
    throw invalidFile(file.name, `${of(1).length} operations`, `at most ${MOST_NODES}`);
  }
  const tensor = (bytes: Uint8Array) => tensorOf(file, read, bytes, beside);
  const constants = new Map(of(5).map(({bytes}) => tensor(bytes)));
  const inputs = of(11).map(({bytes}) => valueInfo(read, bytes));
  return {
    nodes: of(1).map(({bytes}) => nodeOf(read, bytes, (one) => tensor(one)[1])),
    constants,
    inputs: inputs.filter(({name}) => !constants.has(name)),
    outputs: of(12).map(({bytes}) => valueInfo(read, bytes).name)
  };
}

type Read = (bytes: Uint8Array) => Field[];

/** Returns a text; what would break a line of a sentence is shown as what it is, damage. */
const text = (bytes: Uint8Array) =>
  new TextDecoder().decode(bytes).replaceAll(/\p{Cc}/gu, "\uFFFD");

const firstText = (fields: readonly Field[], wanted: number) =>
  text(fields.find(({number}) => number === wanted)?.bytes ?? new Uint8Array(0));

/** Returns the fields of a message. */
function fieldsOf(name: string, bytes: Uint8Array): Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Field[] = [];
  let at = 0;
  const need = (count: number) => {
    if (at + count <= bytes.length) return;
    throw invalidFile(name, `it ends ${count} bytes early`, "a whole ONNX file: download it again");
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      need(1);
      const byte = bytes[at];
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw invalidFile(name, "a number of more than 64 bits", "an ONNX file");
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const [number, wire] = [Math.floor(key / 8), key & 7];
    let value = 0n;
    let content = new Uint8Array(0);
    if (wire === 0) value = varint();
    else if (wire === 1) {
      need(8);
      content = bytes.subarray(at, at + 8) as Uint8Array<ArrayBuffer>;
      value = view.getBigUint64(at, true);
      at += 8;
    } else if (wire === 5) {
      need(4);
      content = bytes.subarray(at, at + 4) as Uint8Array<ArrayBuffer>;
      value = BigInt(view.getUint32(at, true));
      at += 4;
    } else if (wire === 2) {
      const length = Number(varint());
      if (length < 0) throw invalidFile(name, "a part of negative length", "an ONNX file");
      need(length);
      content = bytes.subarray(at, at + length) as Uint8Array<ArrayBuffer>;
      at += length;
    } else throw invalidFile(name, `a field of kind ${wire}`, "an ONNX file");
    fields.push({number, value, bytes: content});
  }
  return fields;
}

/** Returns the whole numbers of a repeated field, packed or one by one. */
function integers(fields: readonly Field[], wanted: number): number[] {
  return fields
    .filter(({number}) => number === wanted)
    .flatMap(({value, bytes}) => (bytes.length > 0 ? varints(bytes) : [Number(value)]));
}

function varints(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0n, 0n];
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    numbers.push(Number(BigInt.asIntN(64, value)));
    [value, shift] = [0n, 0n];
  }
  return numbers;
}

/** Returns the float32 numbers of a repeated field, packed or one by one. */
function floats(fields: readonly Field[], wanted: number): Float32Array {
  const parts = fields.filter(({number}) => number === wanted).map(({bytes}) => bytes);
  const whole = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return new Float32Array(whole.buffer, 0, whole.length >> 2);
}

function nodeOf(
  read: Read,
  bytes: Uint8Array,
  tensor: (bytes: Uint8Array) => OnnxTensor
): OnnxNode {
  const fields = read(bytes);
  const texts = (wanted: number) =>
    fields.filter(({number}) => number === wanted).map((field) => text(field.bytes));
  const attributes = new Map<string, OnnxAttribute>();
  for (const field of fields.filter(({number}) => number === 5)) {
    const parts = read(field.bytes);
    const value = attributeOf(parts, tensor);
    if (value !== undefined) attributes.set(firstText(parts, 1), value);
  }
  const op = firstText(fields, 4);
  return {op, name: firstText(fields, 3), inputs: texts(1), outputs: texts(2), attributes};
}

function attributeOf(
  parts: readonly Field[],
  tensor: (bytes: Uint8Array) => OnnxTensor
): OnnxAttribute | undefined {
  const has = (wanted: number) => parts.some(({number}) => number === wanted);
  if (has(5)) return tensor(parts.find(({number}) => number === 5)!.bytes);
  if (has(7)) return Array.from(floats(parts, 7));
  if (has(8)) return integers(parts, 8);
  if (has(2)) return floats(parts, 2)[0];
  if (has(4)) return firstText(parts, 4);
  if (has(3)) return integers(parts, 3)[0];
  return undefined;
}

function valueInfo(read: Read, bytes: Uint8Array): {name: string; shape: (number | null)[]} {
  const fields = read(bytes);
  const inner = (parts: readonly Field[], wanted: number) => {
    const found = parts.find(({number}) => number === wanted);
    return found === undefined ? [] : read(found.bytes);
  };
  const shape = inner(inner(inner(fields, 2), 1), 2).filter(({number}) => number === 1);
  return {
    name: firstText(fields, 1),
    shape: shape.map((size) => {
      const [value = 0] = integers(read(size.bytes), 1);
      return value > 0 ? value : null;
    })
  };
}

function tensorOf(
  file: NamedFile,
  read: Read,
  bytes: Uint8Array,
  beside: readonly NamedFile[]
): [name: string, tensor: OnnxTensor] {
  const fields = read(bytes);
  const name = firstText(fields, 8) || "constant";
  const shape = integers(fields, 1);
  const type = integers(fields, 2)[0] ?? 0;
  const known = types[type];
  const called = `${file.name}: ${name}`;
  if (known === undefined) {
    const names = Object.values(types).map((one) => one.name);
    throw invalidFile(called, `numbers of type ${type}`, names.join(", "));
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const isExternal = integers(fields, 14)[0] === 1;
  const raw = isExternal
    ? externalBytes(
        file,
        called,
        fields.filter(({number}) => number === 13).map((one) => read(one.bytes)),
        beside
      )
    : (fields.find(({number}) => number === 9)?.bytes ?? new Uint8Array(0));
  let values: ArrayLike<number>;
  if (raw.length > 0) {
    if (raw.length !== count * known.size) {
      const expected = `${count * known.size} for shape [${shape.join(", ")}] of ${known.name}`;
      throw invalidFile(called, `${raw.length} bytes`, expected);
    }
    values = numbersOf(raw, known.name);
  } else {
    const listed: Record<number, () => ArrayLike<number>> = {
      1: () => floats(fields, 4),
      7: () => integers(fields, 7),
      11: () => doubles(fields),
      10: () => fromFloat16(integers(fields, 5))
    };
    values = (listed[type] ?? (() => integers(fields, 5)))();
  }
  if (values.length !== count) {
    throw invalidFile(
      called,
      `${values.length} numbers`,
      `${count} for shape [${shape.join(", ")}]`
    );
  }
  return [name, {shape, values}];
}

function doubles(fields: readonly Field[]): number[] {
  return fields
    .filter(({number}) => number === 10)
    .flatMap(({bytes}) =>
      Array.from(new Float64Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 3))
    );
}

function numbersOf(raw: Uint8Array, type: string): ArrayLike<number> {
  const {buffer} = new Uint8Array(raw);
  if (type === "float32") return new Float32Array(buffer);
  if (type === "float64") return new Float64Array(buffer);
  if (type === "float16") return fromFloat16(new Uint16Array(buffer));
  if (type === "int32") return new Int32Array(buffer);
  if (type === "int64") return Float64Array.from(new BigInt64Array(buffer), Number);
  if (type === "bool") return new Uint8Array(buffer);
  // bfloat16 is the upper half of a float32.
  const halves = new Uint16Array(buffer);
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

/** Returns the bytes of an array that lies in a file beside the graph. */
function externalBytes(
  {name: graph}: NamedFile,
  called: string,
  entries: readonly Field[][],
  beside: readonly NamedFile[]
): Uint8Array {
  const said = new Map(entries.map((entry) => [firstText(entry, 1), firstText(entry, 2)]));
  const kept = said.get("location") ?? "";
  const base = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const plain = (path: string) => base(path).replace(/ ?\(\d+\)/, "");
  const found = beside.find(({name}) => plain(name) === plain(kept));
  if (found === undefined) {
    const expected = "it beside the ONNX file: choose both, or their folder";
    throw invalidFile(graph, `no file ${kept.slice(0, 80)} of weights`, expected);
  }
  const offset = Number(said.get("offset") ?? 0);
  const length = Number(said.get("length") ?? found.bytes.length - offset);
  if (!(offset >= 0 && length >= 0 && offset + length <= found.bytes.length)) {
    throw invalidFile(
      called,
      `bytes ${offset} to ${offset + length}`,
      `at most ${found.bytes.length}, as ${found.name} has`
    );
  }
  return found.bytes.subarray(offset, offset + length);
}
