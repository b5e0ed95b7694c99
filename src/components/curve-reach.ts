import type {CurvePoint} from "../training/state.js";

/** Room under the lowest end of a curve, as a share of it. */
const ROOM = 0.3;

/** The least that a chart of bounds reaches down to, in nats per image. */
const LEAST = 100;

/**
 * Returns how far down a chart of curves reaches, in nats per image, negative: somewhat lower than
 * their ends. A run starts far lower, where there is nothing to be told apart.
 */
export function lowestShown(curves: readonly (readonly CurvePoint[])[]): number {
  const ends = curves.flatMap((points) => {
    const last = points.at(-1);
    return last === undefined ? [] : [-Math.min(last.heldOut.elbo, last.train.elbo)];
  });
  return -Math.max(LEAST, ...ends) * (1 + ROOM);
}

/** Returns the first and the last number of images of an axis that all curves fit on. */
export function imagesShown(
  curves: readonly (readonly CurvePoint[])[],
  planned: number
): [number, number] {
  const [first, last] = [0, -1].map((at) =>
    curves.flatMap((points) => points.at(at)?.imagesSeen ?? [])
  );
  const most = Math.max(planned, 1000, ...last);
  const least = first.length === 0 ? most / 1000 : Math.min(...first);
  return [Math.max(1, Math.min(least, most / 10)), most];
}
