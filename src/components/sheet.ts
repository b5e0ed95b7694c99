/**
 * Returns n positions on the unit interval, evenly spaced from low to high, both included.
 *
 * @param n at least 2
 * @param range [low, high], of u; defaults to the reach of the sliders, [0.05, 0.95]
 */
export function gridPositions(n: number, [low, high]: readonly number[] = [0.05, 0.95]): number[] {
  if (!(n >= 2)) throw new RangeError(`invalid grid size: ${n}, expected at least 2`);
  return Array.from({length: n}, (_, i) => low + ((high - low) * i) / (n - 1));
}

/**
 * Returns the n² points of a sheet, row by row from the top: row r, column c (from 1) is
 * [u_c, u_r, …rest], column first. So row 3, column 4 of a 4 × 4 sheet is [0.95, 0.65, …rest].
 *
 * @param rest the coordinates that all images share, in [0, 1]
 */
export function gridPoints(
  n: number,
  rest: readonly number[],
  range?: readonly number[]
): number[][] {
  const positions = gridPositions(n, range);
  return positions.flatMap((row) => positions.map((column) => [column, row, ...rest]));
}

/**
 * Returns the pixels of one sheet, row-major, from those of its n² images, which come one after
 * the other, row by row from the top.
 *
 * @param images length n² × width × height
 * @throws RangeError if the length is another
 */
export function sheetPixels(
  images: Uint8ClampedArray,
  n: number,
  {width = 28, height = 28} = {}
): Uint8ClampedArray<ArrayBuffer> {
  const expected = n * n * width * height;
  if (images.length !== expected) {
    throw new RangeError(`invalid images: length ${images.length}, expected ${expected}`);
  }
  const sheet = new Uint8ClampedArray(images.length);
  for (let from = 0; from < images.length; from += width) {
    const line = from / width; // counts lines of pixels, through all images
    const image = Math.floor(line / height);
    const row = Math.floor(image / n) * height + (line % height);
    const column = (image % n) * width;
    sheet.set(images.subarray(from, from + width), row * n * width + column);
  }
  return sheet;
}
