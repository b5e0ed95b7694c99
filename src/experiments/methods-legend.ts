import {create} from "d3";
import type {Method} from "../training/experiments/plan.js";
import {methodNames} from "../training/experiments/run-facts.js";

/** Returns the name of some panels, which says what their colors and their lines are. */
export function methodsLegend(title: string, methods: readonly Method[]): HTMLElement {
  const name = create("p").attr("class", "panel-name").text(`${title}: `);
  for (const [i, method] of methods.entries()) {
    name.append("b").attr("class", `of-${method}`).text(methodNames[method]);
    const left = methods.length - 1 - i;
    name.append("span").text(left === 0 ? "" : left === 1 ? " and " : ", ");
  }
  name.append("span").text(", on held-out images (solid) and training images (dashed)");
  return name.node()!;
}
