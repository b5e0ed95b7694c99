/** Points of a curve for each tenfold of images seen. */
const PER_DECADE = 10;

/**
 * Returns whether a run that has seen so many images comes to a point of its curve with the next
 * ones: points lie evenly on a logarithmic axis.
 */
export function isMilestone(before: number, after: number): boolean {
  return place(after) > place(before);
}

function place(imagesSeen: number): number {
  return imagesSeen === 0 ? -1 : Math.floor(PER_DECADE * Math.log10(imagesSeen) + 1e-9);
}
