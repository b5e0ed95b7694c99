import {line} from "d3";
import type {CurvePoint} from "../training/state.js";
import type {Drawing} from "./axes.js";
import type {CurveScales} from "./bound-layers.js";
import type {NamedCurve} from "./training-chart.js";

/** Thin lines of recorded runs. */
export interface RecordedCurves {
  show(runs: readonly NamedCurve[], scales: CurveScales): void;
}

/** Returns the bounds of runs on held-out images, drawn in a group. */
export function recordedCurves(group: Drawing<SVGGElement>): RecordedCurves {
  return {
    show(runs, {x, y}) {
      const path = line<CurvePoint>(
        ({imagesSeen}) => x(imagesSeen),
        ({heldOut}) => y(heldOut.elbo)
      );
      group
        .selectAll("path")
        .data(runs)
        .join("path")
        .attr("class", "curve curve-recorded")
        .attr("d", ({points}) => path(points as CurvePoint[]));
    }
  };
}
