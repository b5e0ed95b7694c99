import type {ReportOptions} from "./report-options.js";

/**
 * The most bytes that a report may have, so that it can be handed out; paper has no limit. A static
 * one has the pictures of all figures in it and the typefaces; it was to have 4 MB, and the ways of
 * appendix E's chains alone are some 50 kB of it. A live one was to have 8 MB: it has
 * 8.42 since the page after the paper has four figures.
 */
const LIMITS = {live: 8.6e6, static: 4.3e6, pdf: Infinity};

/**
 * Returns what is wrong with the size of a report, in one sentence, or nothing. One that takes
 * training sets along is as large as they make it: who asked for them knows.
 */
export function sizeFaults(
  bytes: number,
  {kind, data}: Pick<ReportOptions, "kind" | "data">
): string[] {
  const limit = LIMITS[kind];
  if (data || bytes <= limit) return [];
  const [size, most] = [bytes, limit].map((value) => (value / 1e6).toFixed(2));
  return [`invalid size: ${size} MB, expected at most ${most} MB; choose fewer pages by --pages`];
}
