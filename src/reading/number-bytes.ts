import {fromFloat16} from "../formats/bytes.js";

/** The forms in which weights are stored, little-endian, and the bytes that a number takes. */
export const numberSizes = {float64: 8, float32: 4, float16: 2, bfloat16: 2} as const;

export type NumberForm = keyof typeof numberSizes;

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
