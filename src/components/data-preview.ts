import {create, format} from "d3";
import type {OwnImages} from "../reading/own-images.js";
import {firstImages} from "./first-images.js";
import {inkHistogram} from "./ink-histogram.js";

const number = format(",~r");

/** Returns the largest n up to 8 for which n² images are not more than there are. */
function sheetSide(count: number): number {
  return Math.max(1, Math.min(8, Math.floor(Math.sqrt(count))));
}

/** Returns what images are before they are used: the first of them, facts, and a histogram. */
export function dataPreview(images: OwnImages): HTMLElement {
  const root = create("div").attr("class", "data-preview");
  root.append(() => firstImages(images, sheetSide(images.count)));
  const list = root.append("dl").attr("class", "data-facts");
  for (const [name, value] of factsOf(images)) {
    list.append("dt").text(name);
    list.append("dd").text(value);
  }
  root.append(() => inkHistogram(images.histogram));
  return root.node()!;
}

/** Returns the facts of a set of images, by name, as they are written. */
export function factsOf(images: OwnImages): [name: string, value: string][] {
  const {count, width, height, pixels, labels, source, range, scaling} = images;
  const kind = pixels instanceof Float32Array ? "real numbers" : "8 bits";
  const classes = labels === undefined ? "none given" : number(new Set(labels).size);
  return [
    ["source", source],
    ["images", number(count)],
    ["size", `${width} × ${height} pixels, ${kind}`],
    ["numbers in the file", `${range.map((end) => format(".4~g")(end)).join(" … ")}, ${scaling}`],
    ["classes", classes]
  ];
}
