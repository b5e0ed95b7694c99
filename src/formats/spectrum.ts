import {fromBase64, fromFloat16} from "./bytes.js";

/** The spectrum of a data set: how much its images vary, direction by direction. */
export interface Spectrum {
  /** The data set, and the number of its training images. */
  dataset: string;
  images: number;
  /** What repeats the recording. */
  command: string;
  /** The eigenvalues of the covariance of the pixels, in [0, 1] each: all, the largest first. */
  values: number[];
}

/** The mean image and the first eigenvectors, as a file holds them. */
export interface RecordedDirections {
  /** Float16 in base64. */
  mean: string;
  /** What a step of the vectors’ 8 bits stands for, one a vector. */
  scales: number[];
  /** 8-bit integers with a sign, in base64, row-major [vectors, pixels]. */
  vectors: string;
}

/** The mean image and the first eigenvectors. */
export interface Directions {
  /** Of pixels in [0, 1], row-major. */
  mean: Float32Array;
  /** Of length 1, the one of the largest eigenvalue first. */
  vectors: Float32Array[];
}

/** Returns directions as a file holds them, at 8 bits a number. */
export function packDirections(
  mean: Uint16Array<ArrayBuffer>,
  vectors: readonly Float64Array[]
): {mean: Uint8Array; scales: number[]; vectors: Int8Array} {
  const scales = vectors.map((vector) => Math.max(...vector.map(Math.abs)) / 127);
  const size = mean.length;
  const packed = new Int8Array(vectors.length * size);
  vectors.forEach((vector, i) =>
    packed.set(
      Int8Array.from(vector, (value) => Math.round(value / scales[i])),
      i * size
    )
  );
  return {mean: new Uint8Array(mean.buffer), scales, vectors: packed};
}

/** Returns directions from a file; the vectors are of length 1 up to their rounding. */
export function openDirections({mean, scales, vectors}: RecordedDirections): Directions {
  const pixels = fromFloat16(new Uint16Array(fromBase64(mean).buffer));
  const packed = new Int8Array(fromBase64(vectors).buffer);
  return {
    mean: pixels,
    vectors: scales.map((scale, i) =>
      Float32Array.from(
        packed.subarray(i * pixels.length, (i + 1) * pixels.length),
        (step) => scale * step
      )
    )
  };
}
