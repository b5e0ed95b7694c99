import {fromFloat16, toFloat16} from "./float16.js";
import {kernelValues, type PackedLayer} from "./packed-layers.js";

/** The largest 8-bit integer that a weight becomes. */
const LARGEST = 127;

/**
 * Returns the layers of a decoder that draws the same images at half their width and height: each
 * logit is the mean of those of 2 × 2 pixels. The last layer, which is the widest, is a quarter of
 * what it was, and so are the pixels; its weights are rounded to 8 bits.
 *
 * @throws RangeError if the last layer does not have a unit for every pixel, or a side is odd
 */
export function halveImages(
  layers: readonly PackedLayer[],
  {width, height}: {width: number; height: number}
): PackedLayer[] {
  const last = layers.at(-1)!;
  const {inputs, units} = last;
  if (units !== width * height || width % 2 !== 0 || height % 2 !== 0) {
    throw new RangeError(`invalid images: ${width} × ${height} of ${units} units, expected even`);
  }
  const means = (values: ArrayLike<number>) => meansOfFour(values, width);
  const kernel = roundColumns(means(kernelValues(last)), inputs, units / 4);
  const bias = toFloat16(means(fromFloat16(last.bias)));
  return [...layers.slice(0, -1), {...last, units: units / 4, kernel, bias}];
}

/** Returns the means of 2 × 2 neighbors; images lie one after the other, each row-major. */
function meansOfFour(values: ArrayLike<number>, width: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length / 4);
  for (let i = 0; i < result.length; ++i) {
    const [row, column] = [Math.floor((2 * i) / width), (2 * i) % width];
    const at = 2 * row * width + column;
    result[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
  }
  return result;
}

function roundColumns(values: Float32Array, inputs: number, units: number): PackedLayer["kernel"] {
  const steps = new Float32Array(units);
  values.forEach((value, i) => (steps[i % units] = Math.max(steps[i % units], Math.abs(value))));
  for (let j = 0; j < units; ++j) steps[j] = steps[j] / LARGEST || 1;
  const integers = Int8Array.from({length: inputs * units}, (_, i) =>
    Math.round(values[i] / steps[i % units])
  );
  return {type: "int8", integers, steps};
}
