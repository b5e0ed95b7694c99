import {fromFloat16} from "../formats/bytes.js";
import {brief} from "../formats/json.js";
import type {NamedFile} from "./file.js";
import {invalidFile, isRecord, jsonOf} from "./file.js";

/** One array of weights. */
export interface Tensor {
  shape: number[];
  /** Row-major. */
  values: Float32Array<ArrayBuffer>;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** Returns an array by its name, or undefined if there is none. */
  tensor(name: string): Tensor | undefined;
  /** The names of all arrays. */
  names: string[];
  /** Returns the shapes of the arrays of real numbers, by their names. */
  shapes(): Map<string, number[]>;
  /** The texts that describe the file. */
  metadata: Record<string, unknown>;
}

const forms: Record<string, NumberForm> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16"
};

/** The longest header that is read, in bytes. */
const LONGEST_HEADER = 10e6;

/** Returns whether a file looks like a safetensors file: a length, then an object in JSON. */
export function looksLikeSafetensors({name, bytes}: NamedFile): boolean {
  return name.endsWith(".safetensors") || (bytes[8] === 0x7b && bytes[7] === 0 && bytes[6] === 0);
}

/**
 * Returns what a safetensors file holds: the length of its header (64 bits, little-endian), the
 * header (JSON: type, shape and place of each array), then the numbers.
 *
 * @throws Error naming the file, the array, the field and its value
 */
export function parseSafetensors({name, bytes}: NamedFile): Safetensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw invalidFile(name, `${bytes.length} bytes`, "a header of at least 8");
  const length = Number(view.getBigUint64(0, true));
  if (length > LONGEST_HEADER || 8 + length > bytes.length) {
    const expected = `one within its ${bytes.length} bytes`;
    throw invalidFile(name, `a header of ${length} bytes`, expected);
  }
  const header = jsonOf(bytes.subarray(8, 8 + length), `header of ${name}`);
  if (!isRecord(header)) throw invalidFile(name, "a header that is no object", "one in JSON");
  const {__metadata__: metadata = {}, ...entries} = header;
  const content = bytes.subarray(8 + length);
  // Arrays that no layer reads are not looked at: counters, for example, are no real numbers.
  const tensors = new Map(Object.entries(entries));
  const isReal = (entry: unknown) => isRecord(entry) && Object.hasOwn(forms, String(entry.dtype));
  return {
    names: [...tensors.keys()],
    shapes: () =>
      new Map(
        [...tensors]
          .filter(([, entry]) => isReal(entry))
          .map(([key, entry]) => [key, placeOf(entry, content.length, name, key).shape])
      ),
    metadata: isRecord(metadata) ? metadata : {},
    tensor(key) {
      if (!tensors.has(key)) return undefined;
      const {form, shape, start, end} = placeOf(tensors.get(key), content.length, name, key);
      return {shape, values: numbersOf(content.subarray(start, end), form)};
    }
  };
}

/** Where an array lies, from the end of the header. */
interface Place {
  form: NumberForm;
  shape: number[];
  start: number;
  end: number;
}

function placeOf(entry: unknown, length: number, file: string, key: string): Place {
  const name = `${file}: ${key}`;
  const {dtype, shape, data_offsets: offsets} = isRecord(entry) ? entry : {};
  if (typeof dtype !== "string" || !Object.hasOwn(forms, dtype)) {
    throw invalidFile(name, `dtype ${valueOf(dtype)}`, Object.keys(forms).join(", "));
  }
  if (!isSizes(shape) || shape.length > 8) {
    throw invalidFile(name, `shape ${valueOf(shape)}`, "a list of at most 8 sizes");
  }
  if (!isSizes(offsets) || offsets.length !== 2 || !(offsets[0] <= offsets[1])) {
    throw invalidFile(name, `data_offsets ${valueOf(offsets)}`, "a start and an end");
  }
  const [start, end] = offsets;
  if (end > length) {
    throw invalidFile(name, `its end at byte ${end}`, `one within the ${length} bytes of numbers`);
  }
  const form = forms[dtype];
  const expected = shape.reduce((product, size) => product * size, numberSizes[form]);
  if (end - start !== expected) {
    const found = `${end - start} bytes`;
    throw invalidFile(name, found, `${expected} for shape [${shape.join(", ")}] of ${dtype}`);
  }
  return {form, shape, start, end};
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function valueOf(value: unknown): string {
  return value === undefined ? "missing" : brief(value);
}

/** The forms in which weights are stored, little-endian, and the bytes that a number takes. */
const numberSizes = {float64: 8, float32: 4, float16: 2, bfloat16: 2} as const;

type NumberForm = keyof typeof numberSizes;

/** Returns the numbers that bytes stand for, as float32. */
export function numbersOf(bytes: Uint8Array, form: NumberForm): Float32Array<ArrayBuffer> {
  // A view has to start at a multiple of its width, which a part of a file need not.
  const {buffer} = new Uint8Array(bytes);
  if (form === "float64") return Float32Array.from(new Float64Array(buffer));
  if (form === "float32") return new Float32Array(buffer);
  const halves = new Uint16Array(buffer);
  if (form === "float16") return fromFloat16(halves);
  // bfloat16 is the upper half of a float32.
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}
