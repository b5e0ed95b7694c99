import type {PackedKernel, PackedLayer} from "./layers.js";

/** “AEVL”, read as a little-endian word. */
const MAGIC = 0x4c564541;
const VERSION = 1;
const ACTIVATIONS = ["linear", "relu", "tanh"] as const;
const TYPES = ["float16", "int8"] as const;

/** Words of the file's header, and of each layer's. */
const HEADER_WORDS = 3;
const LAYER_WORDS = 4;

/**
 * Returns packed layers as bytes, little-endian: the words magic, version and number of layers;
 * then for each layer the words inputs, units, activation and type, the kernel, for an 8-bit kernel
 * its steps as float32, and the bias as float16. Every array begins at a multiple of 4.
 */
export function encodeLayers(layers: readonly PackedLayer[]): Uint8Array<ArrayBuffer> {
  const parts: ArrayBufferView[] = [Uint32Array.of(MAGIC, VERSION, layers.length)];
  for (const {inputs, units, activation, kernel, bias} of layers) {
    const [a, t] = [ACTIVATIONS.indexOf(activation), TYPES.indexOf(kernel.type)];
    parts.push(Uint32Array.of(inputs, units, a, t));
    if (kernel.type === "float16") parts.push(kernel.halves);
    else parts.push(kernel.integers, kernel.steps);
    parts.push(bias);
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + aligned(part.byteLength), 0));
  let offset = 0;
  for (const {buffer, byteOffset, byteLength} of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += aligned(byteLength);
  }
  return bytes;
}

/**
 * Returns the layers that bytes hold.
 *
 * @throws Error saying what is wrong if the bytes are of something else, or not all there
 */
export function decodeLayers(bytes: ArrayBuffer): PackedLayer[] {
  let offset = 0;
  const take = <T>(length: number, read: (buffer: ArrayBuffer, at: number) => T): T => {
    if (offset + length > bytes.byteLength) {
      throw new Error(`invalid layers: ${bytes.byteLength} bytes, expected more`);
    }
    const value = read(bytes, offset);
    offset += aligned(length);
    return value;
  };
  const words = (n: number) => take(4 * n, (b, at) => new Uint32Array(b, at, n));
  const halves = (n: number) => take(2 * n, (b, at) => new Uint16Array(b, at, n));

  function takeKernel(type: (typeof TYPES)[number], inputs: number, units: number): PackedKernel {
    if (type === "float16") return {type, halves: halves(inputs * units)};
    const integers = take(inputs * units, (b, at) => new Int8Array(b, at, inputs * units));
    return {type, integers, steps: take(4 * units, (b, at) => new Float32Array(b, at, units))};
  }

  const [magic, version, count] = words(HEADER_WORDS);
  if (magic !== MAGIC)
    throw new Error(
      `invalid layers: magic number 0x${magic.toString(16)}, expected 0x${MAGIC.toString(16)}`
    );
  if (version !== VERSION)
    throw new Error(`invalid layers: version ${version}, expected ${VERSION}`);
  const layers: PackedLayer[] = [];
  while (layers.length < count) {
    const [inputs, units, a, t] = words(LAYER_WORDS);
    const [activation, type] = [ACTIVATIONS[a], TYPES[t]];
    if (activation === undefined)
      throw new Error(`invalid layers: activation ${a}, expected less than ${ACTIVATIONS.length}`);
    if (type === undefined)
      throw new Error(`invalid layers: type ${t}, expected less than ${TYPES.length}`);
    layers.push({
      inputs,
      units,
      activation,
      kernel: takeKernel(type, inputs, units),
      bias: halves(units)
    });
  }
  if (offset !== bytes.byteLength) {
    throw new Error(`invalid layers: ${bytes.byteLength} bytes, expected ${offset}`);
  }
  return layers;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
