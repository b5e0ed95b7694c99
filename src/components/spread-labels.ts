/** A label around a point, in CSS pixels. */
export interface Label {
  x: number;
  y: number;
  width: number;
}

/**
 * Returns the y of each label, moved down just as far as it takes not to cover a label above that
 * shares some of its width.
 *
 * @param lineHeight the least distance between two such labels, in CSS pixels; defaults to 13
 */
export function spreadLabels(labels: readonly Label[], {lineHeight = 13} = {}): number[] {
  const ys = labels.map(({y}) => y);
  const fromTheTop = labels.map((_, i) => i).toSorted((a, b) => labels[a].y - labels[b].y);
  const placed: number[] = [];
  for (const i of fromTheTop) {
    const sharesWidth = (other: number) =>
      Math.abs(labels[i].x - labels[other].x) < (labels[i].width + labels[other].width) / 2;
    // Those that are placed are looked at from the top, so one pass clears them all.
    for (const other of placed.filter(sharesWidth).toSorted((a, b) => ys[a] - ys[b])) {
      if (Math.abs(ys[i] - ys[other]) < lineHeight) ys[i] = ys[other] + lineHeight;
    }
    placed.push(i);
  }
  return ys;
}
