import {create} from "d3";
import type {Center} from "../../components/center.js";
import {centerIn} from "../../components/center.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {informationWithError} from "../../components/with-error.js";
import {keepInput} from "../../state/keep.js";
import {oneOf} from "../../state/kinds.js";
import {followUnit} from "../../state/unit.js";
import {klConvergence} from "./convergence.js";
import {klIntegrand} from "./integrand.js";
import type {KlPad} from "./pad.js";
import {klPad, muRange, sigmaRange} from "./pad.js";

/** The three ways to −KL(q‖prior), in nats: the functions of vae/kl-estimates. */
interface KlWays {
  negativeKl(q: Center): number;
  negativeKlByQuadrature(q: Center, nodes: number): number;
  negativeKlByMonteCarlo(
    q: Center,
    epsilon: ArrayLike<number>
  ): {mean: number; standardError: number};
  logRatio(q: Center, epsilon: number): number;
  logRatioVariance(q: Center): number;
}

/** The figure of appendix B. */
interface KlFigure extends HTMLElement {
  /** What the reader can set. */
  inputs: {q: KlPad; nodes: Choice<number>; samples: Choice<number>};
  dice: Dice;
  /** Puts q back to where it began; the seed stays. */
  reset(): void;
}

const start: Center = {mu: 1, sigma: 0.4};
const most = 10_000; // samples
/** Samples and nodes to choose from. */
const sampleCounts = [10, 100, 1000, most];
const nodeCounts = [5, 9, 17, 33];
const shownSamples = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, most];
const fourDecimals = informationFormat(".4f");

/**
 * Returns the figure.
 *
 * @param normals returns count draws of N(0, 1), the same ones for the same seed
 */
export function klFigure(
  ways: KlWays,
  normals: (seed: number, count: number) => ArrayLike<number>
): KlFigure {
  const root = create("div").attr("class", "kl-figure");
  const pad = klPad(start, ways.negativeKl);
  const left = root.append("div");
  const right = root.append("div");
  left.append(() => pad);
  const table = left.append("table").attr("class", "kl-numbers").attr("data-readout", "");
  const rowOf = (name: string) => {
    const row = table.append("tr");
    const head = row.append("th").attr("scope", "row");
    head.append("span").text(name);
    return {head, cell: row.append("td").attr("data-way", name)};
  };
  const rows = {
    closed: rowOf("closed form"),
    quadrature: rowOf("quadrature"),
    monteCarlo: rowOf("Monte Carlo")
  };
  const numbered = (values: number[], unit: string) =>
    choice(
      values.map((value) => [value.toLocaleString("en"), value] as const),
      unit
    );
  const nodes = numbered(nodeCounts, "nodes");
  const samples = numbered(sampleCounts, "samples");
  rows.quadrature.head.append(() => nodes);
  rows.monteCarlo.head.append(() => samples);
  nodes.value = 17;
  samples.value = 1000;
  const integrand = klIntegrand(ways.logRatio);
  const convergence = klConvergence();
  for (const drawing of [integrand, convergence]) right.append(() => drawing);
  let epsilon = Array.from(normals(1, most));

  function show(): void {
    const q = pad.value;
    const exact = ways.negativeKl(q);
    const of = (count: number) => ways.negativeKlByMonteCarlo(q, epsilon.slice(0, count));
    rows.closed.cell.text(fourDecimals(exact));
    rows.quadrature.cell.text(fourDecimals(ways.negativeKlByQuadrature(q, nodes.value)));
    const {mean, standardError} = of(samples.value);
    rows.monteCarlo.cell.text(informationWithError(mean, standardError));
    integrand.show(q, nodes.value);
    const estimates = shownSamples.map((count) => ({samples: count, ...of(count)}));
    convergence.show({estimates, exact, spread: Math.sqrt(ways.logRatioVariance(q))});
  }

  for (const input of [pad, nodes, samples]) input.addEventListener("input", show);
  const sown = dice((seed) => {
    epsilon = Array.from(normals(seed, most));
    show();
  });
  giveData(root.node()!, "the three ways", () => {
    const monteCarlo = ways.negativeKlByMonteCarlo(pad.value, epsilon.slice(0, samples.value));
    const quadrature = ways.negativeKlByQuadrature(pad.value, nodes.value);
    return [
      {...pad.value, way: "closed form", negative_kl_nats: ways.negativeKl(pad.value)},
      {...pad.value, way: "quadrature", nodes: nodes.value, negative_kl_nats: quadrature},
      {
        ...pad.value,
        way: "Monte Carlo",
        samples: samples.value,
        seed: sown.value,
        negative_kl_nats: monteCarlo.mean,
        standard_error_nats: monteCarlo.standardError
      }
    ];
  });
  show();
  followUnit(root.node()!, show);
  return Object.assign(root.node()!, {
    inputs: {q: pad, nodes, samples},
    dice: sown,
    reset(): void {
      pad.value = start;
      show();
    }
  });
}

/** Keeps the figure of appendix B in the page’s address. */
export function keepKl({inputs: {q, nodes, samples}}: KlFigure): void {
  keepInput("q", q, centerIn(muRange, sigmaRange));
  keepInput("nodes", nodes, oneOf(nodeCounts));
  keepInput("samples", samples, oneOf(sampleCounts));
}
