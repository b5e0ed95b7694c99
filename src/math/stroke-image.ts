/** A line of the pen: places in a drawing, in any unit, x to the right and y down. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const side = 28; // pixels of an image
const box = 20; // pixels: the longer side of a digit of MNIST
const middle = 14; // the pixel, counted from 0, on which MNIST centers a digit’s mass
const penRadius = 1.15; // pixels: about as thick as the median digit of MNIST

/**
 * Returns the image of a drawing, normalized as MNIST is: scaled so that the ink’s longer side
 * measures 20 pixels, then shifted by whole pixels until its center of mass lies on the middle
 * pixel, or as near as it gets with all ink in the image. The lines are inked after scaling, always
 * equally thick, with soft edges.
 *
 * @returns 28 × 28 pixels in [0, 1], row-major; 1 is ink; undefined if nothing is drawn
 */
export function strokeImage(strokes: readonly Stroke[]): Float32Array<ArrayBuffer> | undefined {
  const points = strokes.flat();
  if (points.length === 0) return undefined;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [least(xs), least(ys)];
  const longer = Math.max(-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - top);
  const scale = longer === 0 ? 0 : (box - 2 * penRadius) / longer;
  const scaled = strokes.map((stroke) =>
    stroke.map(([x, y]) => [(x - left) * scale + penRadius, (y - top) * scale + penRadius] as const)
  );
  const corner = new Float32Array(side * side);
  for (const stroke of scaled) inkStroke(corner, stroke);
  return centered(corner);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Inks a line: a pixel’s ink falls from 1 to 0 over the one pixel around the line’s edge. */
function inkStroke(x: Float32Array, stroke: Stroke): void {
  stroke.forEach((to, i) => {
    const from = stroke[Math.max(0, i - 1)];
    const reach = penRadius + 1;
    const [first, last] = [0, 1].map((axis) => [
      Math.max(0, Math.floor(Math.min(from[axis], to[axis]) - reach)),
      Math.min(side - 1, Math.ceil(Math.max(from[axis], to[axis]) + reach))
    ]) as [[number, number], [number, number]];
    for (let row = last[0]; row <= last[1]; ++row) {
      for (let column = first[0]; column <= first[1]; ++column) {
        const distance = distanceToSegment([column + 0.5, row + 0.5], from, to);
        const ink = Math.min(1, Math.max(0, penRadius + 0.5 - distance));
        const at = row * side + column;
        x[at] = Math.max(x[at], ink);
      }
    }
  });
}

function distanceToSegment(
  [px, py]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number]
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Returns the image shifted by whole pixels, its center of mass on the middle pixel. */
function centered(x: Float32Array): Float32Array<ArrayBuffer> {
  const {mass, first, last} = inkExtent(x, side)!;
  const [across, down] = [0, 1].map((axis) => {
    const shift = Math.round(middle - mass[axis]);
    return Math.min(side - 1 - last[axis], Math.max(-first[axis], shift));
  });
  const shifted = new Float32Array(x.length);
  for (let row = first[1]; row <= last[1]; ++row) {
    const from = row * side;
    const line = x.subarray(from + first[0], from + last[0] + 1);
    shifted.set(line, (row + down) * side + first[0] + across);
  }
  return shifted;
}

/** Where the ink of an image is, in pixels counted from 0, as [column, row]. */
interface InkExtent {
  /** The first column and the first row with ink in it. */
  first: [number, number];
  /** The last column and the last row with ink in it. */
  last: [number, number];
  /** The center of mass. */
  mass: [number, number];
}

/**
 * Returns where the ink of an image is, or undefined if there is none.
 *
 * @param x ink of each pixel, ≥ 0, row-major
 * @param columns pixels in a row
 */
export function inkExtent(x: ArrayLike<number>, columns: number): InkExtent | undefined {
  const first: [number, number] = [Infinity, Infinity];
  const last: [number, number] = [-Infinity, -Infinity];
  const moment = [0, 0];
  let total = 0;
  for (let i = 0; i < x.length; ++i) {
    const ink = x[i];
    if (ink === 0) continue;
    total += ink;
    const place = [i % columns, Math.floor(i / columns)];
    for (const axis of [0, 1]) {
      first[axis] = Math.min(first[axis], place[axis]);
      last[axis] = Math.max(last[axis], place[axis]);
      moment[axis] += ink * place[axis];
    }
  }
  return total === 0 ? undefined : {first, last, mass: [moment[0] / total, moment[1] / total]};
}
