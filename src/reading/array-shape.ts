import {inBytes, type Limits} from "./limits.js";
import {counted, invalidFile} from "./named-file.js";

/** The size of a set of images. */
export interface ImagesShape {
  count: number;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
}

/** The size of images that a file gives as rows of h·w numbers. */
export type ImageSize = Pick<ImagesShape, "width" | "height">;

/**
 * Returns the images that an array of numbers is: shape [n, h, w], [n, h·w], or with a single
 * channel, [n, h, w, 1] or [n, 1, h, w].
 *
 * @param shape at least two sizes
 * @param size width and height of rows of h·w; without it they have to be squares
 * @throws Error naming the file, its shape and what was expected: no image, colour, too large
 */
export function imagesShape(
  name: string,
  shape: readonly number[],
  limits: Limits,
  size?: ImageSize
): ImagesShape {
  const found = `shape [${shape.join(", ")}]`;
  const [count, ...rest] = shape;
  if (shape.length === 4 && !rest.includes(1)) {
    throw invalidFile(name, `${found}, so colour images`, "grey ones, [n, h, w]");
  }
  if (shape.length > 4) {
    throw invalidFile(name, `${shape.length} dimensions`, "[n, h, w] or [n, h·w]");
  }
  if (count === 0) throw invalidFile(name, `${found}, so no images`, "at least 1");
  const [height, width] = shape.length === 2 ? rowSize(name, found, rest[0], size) : sides(rest);
  checkSize(name, found, {count, width, height}, limits);
  return {count, width, height};
}

/** Checks sizes and memory; bytesPerPixel is 1 for 8-bit pixels, 4 for real numbers. */
export function checkSize(
  name: string,
  found: string,
  {count, width, height}: ImagesShape,
  limits: Limits,
  bytesPerPixel = 1
): void {
  const {side} = limits;
  if (!(width >= 1 && height >= 1 && width <= side && height <= side)) {
    throw invalidFile(
      name,
      `${found}, images of ${width} × ${height}`,
      `1 × 1 to ${side} × ${side}`
    );
  }
  const bytes = count * width * height * bytesPerPixel;
  if (bytes > limits.pixels) {
    const what = `${counted(count, "image")} of ${width} × ${height}, ${inBytes(bytes)} in memory`;
    throw invalidFile(name, what, `at most ${inBytes(limits.pixels)}`);
  }
}

function sides(rest: number[]): number[] {
  if (rest.length === 2) return rest;
  return rest[2] === 1 ? [rest[0], rest[1]] : [rest[1], rest[2]];
}

function rowSize(name: string, found: string, pixels: number, size?: ImageSize): number[] {
  if (size !== undefined) {
    if (size.width * size.height === pixels) return [size.height, size.width];
    throw invalidFile(name, found, `rows of ${size.height} × ${size.width} pixels`);
  }
  const side = Math.round(Math.sqrt(pixels));
  if (side * side === pixels) return [side, side];
  throw invalidFile(name, found, "[n, h, w], or rows of a square h·w such as 784");
}
