/**
 * Returns files in at most count groups of about the same time: the slowest first, each into
 * the group that has least. What starts first takes longest, in each group too.
 *
 * @param secondsOf what a file is expected to take
 */
export function shards(
  files: readonly string[],
  count: number,
  secondsOf: (file: string) => number
): string[][] {
  const groups = Array.from({length: Math.min(count, files.length)}, () => ({
    files: [] as string[],
    seconds: 0
  }));
  const slowestFirst = files.toSorted((a, b) => secondsOf(b) - secondsOf(a) || (a < b ? -1 : 1));
  for (const file of slowestFirst) {
    const least = groups.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.files.push(file);
    least.seconds += secondsOf(file);
  }
  return groups.toSorted((a, b) => b.seconds - a.seconds).map((group) => group.files);
}
