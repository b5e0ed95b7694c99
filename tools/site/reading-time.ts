const WORDS_PER_MINUTE = 220;
const SECONDS_PER_FORMULA = 10; // one in a line of its own
const SECONDS_PER_FIGURE = 45;

/** Returns how long a page takes to read, in whole minutes and at least 1; cells are not read. */
export function readingMinutes(markdown: string): number {
  const prose = markdown.replaceAll(/^(```+)[^]*?^\1/gm, "");
  const formulas = [...prose.matchAll(/^\$\$$/gm)].length / 2;
  const figures = [...prose.matchAll(/<figure\b/g)].length;
  const words = prose
    .replaceAll(/<[^>]*>|\$\{[^}]*\}/g, " ")
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
  const seconds = formulas * SECONDS_PER_FORMULA + figures * SECONDS_PER_FIGURE;
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE + seconds / 60));
}
