import {fromBase64, fromFloat16, toBase64, toFloat16} from "./bytes.js";

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

/** Returns directions as a file holds them: the mean in float16, the vectors at 8 bits a number. */
export function packDirections(
  mean: ArrayLike<number>,
  vectors: readonly Float64Array[]
): RecordedDirections {
  const scales = vectors.map((vector) =>
    Number((Math.max(...vector.map(Math.abs)) / 127).toPrecision(6))
  );
  const packed = vectors.flatMap((vector, i) =>
    Array.from(vector, (value) => Math.round(value / scales[i]))
  );
  return {mean: toBase64(toFloat16(mean)), scales, vectors: toBase64(Int8Array.from(packed))};
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
