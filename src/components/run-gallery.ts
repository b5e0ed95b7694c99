import {create} from "d3";
import {actionButton} from "./buttons.js";

/** A recorded run in a gallery. */
export interface GalleryRun {
  title: string;
  /** The address of its sheet. */
  sheet: string;
  /** What is to be known of it, line by line. */
  lines: readonly string[];
  /** Sets the figure to its plan. */
  choose: () => void;
}

/** Returns small pictures of runs, each with a button that sets the figure to it. */
export function runGallery(runs: readonly GalleryRun[]): HTMLElement {
  const element = create("div").attr("class", "recorded-runs");
  for (const {title, sheet, lines, choose} of runs) {
    const item = element.append("div");
    item.append("img").attr("src", sheet).attr("alt", `the sheet of the run “${title}”`);
    item.append("div").append(() => actionButton(title, choose));
    for (const line of lines) item.append("p").text(line);
  }
  return element.node()!;
}
