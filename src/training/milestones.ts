/**
 * Returns whether a run that has seen so many images comes to a point of its curve with the next
 * ones: points lie evenly on a logarithmic axis.
 *
 * @param perDecade points for each tenfold of images seen; defaults to 10
 */
export function isMilestone(before: number, after: number, perDecade = 10): boolean {
  const place = (imagesSeen: number) =>
    imagesSeen === 0 ? -1 : Math.floor(perDecade * Math.log10(imagesSeen) + 1e-9);
  return place(after) > place(before);
}
