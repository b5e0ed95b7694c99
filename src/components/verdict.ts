import type {Verdict} from "../exercises/verdict.js";

/** Returns what a check says of an answer, as a line that screen readers hear. */
export function verdictLine({isRight, sentence}: Verdict): HTMLElement {
  const line = document.createElement("p");
  line.className = isRight ? "verdict right" : "verdict";
  line.role = "status";
  const mark = document.createElement("b");
  mark.textContent = isRight ? "✓ " : "Not yet. ";
  line.append(mark, sentence);
  return line;
}
