import type {ScaleLinear} from "d3";
import {format} from "d3";
import type {Drawing} from "./axes.js";
import {spreadLabels} from "./codes.js";
import type {TrainingChartData} from "./training-chart.js";

/** The names of the layers and curves, at the right of the chart. */
export interface LayerLabels {
  /** @param right where the chart ends, in CSS pixels */
  show(
    data: Pick<TrainingChartData, "run" | "floor" | "recorded">,
    y: ScaleLinear<number, number>,
    right: number
  ): void;
}

/** A text at the end of a layer or a curve. */
interface Label {
  term: string;
  text: string;
  at: number;
}

const oneDecimal = format(",.1f");
const lineHeight = 15;

/** Returns the labels, drawn in a group. */
export function layerLabels(group: Drawing<SVGGElement>): LayerLabels {
  return {
    show({run, floor, recorded}, y, right) {
      const last = run.points.at(-1)?.heldOut;
      const labels: Label[] = [];
      if (last !== undefined) {
        const {elbo, reconstruction, kl} = last;
        const beyond = -reconstruction - floor;
        labels.push(
          {term: "pixel-floor", text: `floor ${oneDecimal(floor)}`, at: -floor / 2},
          {
            term: "reconstruction",
            text: `beyond the floor ${oneDecimal(beyond)}`,
            at: (reconstruction - floor) / 2
          },
          {term: "kl-prior", text: `KL(q‖p(z)) ${oneDecimal(kl)}`, at: reconstruction - kl / 2},
          {term: "elbo", text: `ℒ ${oneDecimal(elbo)}, ${run.name}`, at: elbo}
        );
      }
      for (const {name, points} of recorded) {
        const end = points.at(-1)?.heldOut.elbo;
        if (end !== undefined) {
          labels.push({term: "recorded", text: `${oneDecimal(end)} ${name}`, at: end});
        }
      }
      const shown = labels.filter(({at}) => at >= y.domain()[0]);
      // In the order of the layers where two fall on one place.
      const places = shown.map(({at}, i) => ({x: 0, y: y(at) + i / 1000, width: 1}));
      const ys = spreadLabels(places, {lineHeight});
      group
        .selectAll("text")
        .data(shown)
        .join("text")
        .attr("class", ({term}) => `layer-label label-${term}`)
        .attr("data-term", ({term}) => (term === "recorded" ? null : term))
        .attr("x", right + 8)
        .attr("y", (_, i) => ys[i])
        .text(({text}) => text);
    }
  };
}
