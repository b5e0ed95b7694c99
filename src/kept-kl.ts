import {centerIn} from "./components/center.js";
import type {KlFigure} from "./components/kl-figure.js";
import {nodeCounts, sampleCounts} from "./components/kl-figure.js";
import {muRange, sigmaRange} from "./components/kl-pad.js";
import {keepInput} from "./state/keep.js";
import {oneOf} from "./state/kinds.js";

/** Keeps the figure of appendix B in the page’s address. */
export function keepKl({inputs: {q, nodes, samples}}: KlFigure): void {
  keepInput("q", q, centerIn(muRange, sigmaRange));
  keepInput("nodes", nodes, oneOf(nodeCounts));
  keepInput("samples", samples, oneOf(sampleCounts));
}
