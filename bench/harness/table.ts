import type {Figure, Findings, Goal} from "./figure.js";

/** Returns a table of figures as Markdown: one line for each contestant. */
export function figureTable(figures: readonly Figure[]): string {
  const head = ["where", "what", "who", "median", "quartiles", "rate"];
  const rows = figures.map(({where, what, who, unit, median, quartiles, rate}) => [
    where,
    what,
    who,
    `${digits(median)} ${unit}`,
    quartiles[0] === quartiles[1] ? "" : quartiles.map(digits).join(" to "),
    rate === undefined ? "" : `${digits(rate.value)} ${rate.unit}`
  ]);
  return table([head, ...rows]);
}

/** Returns a table of goals as Markdown. */
export function goalTable(goals: readonly Goal[]): string {
  const head = ["where", "goal", "reached", "to reach", ""];
  const rows = goals.map(({where, what, value, unit, comparison, target, met}) => [
    where,
    what,
    `${digits(value)} ${unit}`,
    `${comparison} ${digits(target)} ${unit}`,
    met ? "met" : "missed"
  ]);
  return table([head, ...rows]);
}

/** Returns what was found, with a heading for the goals and for each part, as Markdown. */
export function findingsText({figures, goals}: Findings, level = "##"): string {
  const parts = [...new Set(figures.map(({part}) => part))];
  return [
    `${level} Goals\n\n${goalTable(goals)}`,
    ...parts.map((part) => {
      const title = part.replace("-", " ");
      const heading = title[0].toUpperCase() + title.slice(1);
      return `${level} ${heading}\n\n${figureTable(figures.filter((one) => one.part === part))}`;
    })
  ].join("\n\n");
}

/** Returns a number with three significant digits, or all digits before the point. */
export function digits(value: number): string {
  const shown = value >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return shown.toLocaleString("en", {maximumFractionDigits: 4});
}

/** Returns a Markdown table whose columns line up; a bar in a cell, as of p(x|z), is escaped. */
function table(cells: string[][]): string {
  const [head, ...rows] = cells.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => row[i].length)));
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
