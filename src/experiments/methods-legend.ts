import {create} from "d3";
import type {Method} from "../training/experiments/plan.js";
import {methodNames} from "../training/experiments/run-facts.js";

/** Returns what the colors and the lines of panels are, after what the panels are of, if anything. */
export function methodsLegend(methods: readonly Method[], title?: string): HTMLElement {
  const name = create("p").attr("class", "panel-name");
  name.text(title === undefined ? "" : `${title}: `);
  for (const [i, method] of methods.entries()) {
    name.append("b").attr("class", `of-${method}`).text(methodNames[method]);
    const left = methods.length - 1 - i;
    name.append("span").text(left === 0 ? "" : left === 1 ? " and " : ", ");
  }
  name.append("span").text("; solid: held-out images, dashed: training images");
  return name.node()!;
}
