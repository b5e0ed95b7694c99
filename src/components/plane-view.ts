/** What of the latent plane is looked at: [left, right, bottom, top], as wide as it is high. */
export type View = readonly [number, number, number, number];

/** How many times as wide as its boxes a view is: room around them. */
const MARGIN = 1.12;
/** How many times as wide as needed a view may be before another one takes its place. */
const FARTHEST = 2.5;

/** Returns the least square view around some boxes, each [left, right, bottom, top]. */
export function viewAround(...boxes: View[]): View {
  const [left, bottom] = [0, 2].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, top] = [1, 3].map((side) => Math.max(...boxes.map((box) => box[side])));
  const reach = (MARGIN * Math.max(right - left, top - bottom)) / 2;
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return [x - reach, x + reach, y - reach, y + reach];
}

/**
 * Returns the view to look at next: the present one, so that nothing jumps, unless it cuts off
 * some of the boxes or they have become small in it.
 */
export function nextView(present: View | undefined, ...boxes: View[]): View {
  const wanted = viewAround(...boxes);
  if (present === undefined) return wanted;
  const isWhole = boxes.every(
    ([left, right, bottom, top]) =>
      left >= present[0] && right <= present[1] && bottom >= present[2] && top <= present[3]
  );
  const isNear = present[1] - present[0] <= FARTHEST * (wanted[1] - wanted[0]);
  return isWhole && isNear ? present : wanted;
}
