import type {Selection} from "d3";
import type {Drawing} from "./axes.js";

/**
 * Appends a drawing that a screen reader takes for one image, and returns it. It has its name from
 * the start: what is drawn later may say more by `aria-label`, but no image is ever without words.
 *
 * @param name what a screen reader says until then
 */
export function appendImage<Parent extends Element>(
  parent: Selection<Parent, undefined, null, undefined>,
  name: string
): Drawing<SVGSVGElement> {
  return parent
    .append("svg")
    .attr("role", "img")
    .attr("aria-label", name) as Drawing<SVGSVGElement>;
}
