import type {ImageSize} from "./array-shape.js";
import {defaultLimits} from "./limits.js";
import {invalidFile} from "./named-file.js";

/**
 * Returns the size of the images that a decoder gives.
 *
 * @param name what errors call the model
 * @param shape the sizes of its output without the batch: [h·w], [h, w] or [h, w, 1]
 * @param size the size of rows of h·w; without it they have to be squares
 * @throws Error naming the shape and what was expected
 */
export function imageSize(
  name: string,
  shape: readonly (number | null)[],
  size?: ImageSize
): ImageSize {
  const found = `outputs of shape [${shape.join(", ")}]`;
  const [first, second, channels = 1] = shape;
  const side = Math.round(Math.sqrt(first ?? NaN));
  if (shape.length === 3 && channels !== 1) {
    throw invalidFile(name, `${found}, so colour images`, "grey ones, [h, w, 1]");
  }
  const [height, width] =
    shape.length === 1 ? [size?.height ?? side, size?.width ?? side] : [first, second];
  const pixels = shape.reduce<number>((product, one) => product * (one ?? NaN), 1);
  if (shape.length === 0 || shape.length > 3 || (height ?? NaN) * (width ?? NaN) !== pixels) {
    throw invalidFile(name, found, "[h·w] of a square, [h, w] or [h, w, 1]");
  }
  const most = defaultLimits.side;
  if (!(height! >= 1 && width! >= 1 && height! <= most && width! <= most)) {
    throw invalidFile(name, `images of ${width} × ${height}`, `1 × 1 to ${most} × ${most}`);
  }
  return {width: width!, height: height!};
}
