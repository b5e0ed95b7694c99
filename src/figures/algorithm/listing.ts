import {create} from "d3";
import {LINES} from "./run.js";

/** One line of the algorithm, in words and as its source has it. */
export interface ListedLine {
  words: string;
  code: string;
}

/** Algorithm 1 line by line, each with its source under it. */
interface Listing extends HTMLElement {
  /** Lights a line, from 1. */
  light(line: number): void;
}

/**
 * Returns the lines of the algorithm that a source has: each begins with a comment such as
 * `// 3 · Turn it into draws`, and ends where the next one begins.
 *
 * @throws Error if they are not numbered from 1 to 6
 */
export function listedLines(source: string): ListedLine[] {
  const parts = source.split(/^ *\/\/ (\d+) · /m).slice(1);
  const lines = Array.from({length: parts.length / 2}, (_, i) => {
    const [words, ...code] = parts[2 * i + 1].trimEnd().split("\n");
    if (Number(parts[2 * i]) !== i + 1) throw new Error(`invalid source: line ${parts[2 * i]}`);
    return {words, code: outdented(code.join("\n").split(/\n *\n/)[0])};
  });
  if (lines.length !== LINES) throw new Error(`invalid source: ${lines.length} lines of ${LINES}`);
  return lines;
}

/** Returns code as far to the left as it goes. */
function outdented(code: string): string {
  const lines = code.split("\n");
  const indents = lines.map((line) => /^ */.exec(line)![0].length);
  return lines.map((line) => line.slice(Math.min(...indents))).join("\n");
}

/** Returns the list. */
export function listing(lines: readonly ListedLine[]): Listing {
  const list = create("ol").attr("class", "algorithm-lines");
  const items = list.selectAll("li").data(lines).join("li");
  items.append("span").text(({words}) => words);
  items
    .append("pre")
    .append("code")
    .text(({code}) => code);
  return Object.assign(list.node()!, {
    light(line: number): void {
      items.classed("now", (_, i) => i + 1 === line);
      items.attr("aria-current", (_, i) => (i + 1 === line ? "step" : null));
    }
  });
}
