import {clamp} from "./clamp.js";

/** The widths that a drawing is laid out for, in CSS pixels; beyond them it is scaled. */
export interface Widths {
  least: number;
  most: number;
}

/**
 * Lays a drawing out for the width of its place, now and whenever that changes, so that text keeps
 * its size on a small screen.
 *
 * @param layout gets the width, and is called at once with the greatest one
 */
export function onWidth(
  place: Element,
  {least, most}: Widths,
  layout: (width: number) => void
): void {
  let present = most;
  layout(present);
  new ResizeObserver((entries) => {
    const {width} = entries.at(-1)!.contentRect;
    // Out of the page it has none, and keeps the layout that it had.
    const next = width === 0 ? present : Math.round(clamp(width, [least, most]));
    if (next === present) return;
    present = next;
    layout(present);
  }).observe(place);
}
