import {create, format} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {threeDigits} from "../../components/histogram.js";
import type {LogCurve} from "../../components/log-chart.js";
import {logChart} from "../../components/log-chart.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import type {GradientVariances} from "../../math/bowl-gradients.js";
import {bowlDraws, bowlMean, bowlVariances, measuredVariances} from "../../math/bowl-gradients.js";
import type {Parameter} from "../../math/gradients.js";
import {randomSource, standardNormals} from "../../math/random.js";
import {keepInput} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";

/** The figure of the ratio of variances over the number of latents. */
interface ManyLatentsFigure extends HTMLElement {
  inputs: {latents: NumberSlider; of: Choice<Parameter["of"]>};
  dice: Dice;
  reset(): void;
}

/** The most latents, and those at which draws are made for the chart. */
const MOST = 64;
const drawnAt = [1, 2, 4, 8, 16, 32, MOST];
/** Draws for each number of latents. */
const DRAWS = 4000;
const START = 16;
/** The greatest ratio that the axis has room for. */
const MOST_RATIO = 20_000;
/** q = N(1, 1) for each latent: beside the top of the bowl, and as wide as it. */
export const bowlQ = {mu: 1, sigma: 1};

const rows = [
  ["pathwise", "pathwise"],
  ["score", "score function"],
  ["baseline", "score function, mean baseline"]
] as const;

/** How many times as large as the pathwise variance those of the score function are. */
interface Ratios {
  latents: number;
  score: number;
  baseline: number;
}

/** Returns the figure. */
export function manyLatentsFigure(): ManyLatentsFigure {
  const root = create("div").attr("class", "many-latents");
  const node = root.node()!;
  const chart = logChart({
    xLabel: "latents, D",
    yLabel: "variance ÷ pathwise variance",
    xTicks: drawnAt,
    columns: ["latents", "ratio"]
  });
  const controls = create("div").attr("class", "many-latents-controls");
  const inputs = {
    latents: numberSlider("latents, D", {
      range: [1, MOST],
      step: 1,
      value: START,
      text: format("d"),
      label: "the number of latents, D"
    }),
    of: choice<Parameter["of"]>(
      [
        ["∂/∂μ₁", "mu"],
        ["∂/∂σ₁", "sigma"]
      ],
      "the gradient over many latents"
    )
  };
  for (const input of Object.values(inputs)) controls.append(() => input);
  root.append(() => chart);
  const side = root.append("div").attr("class", "many-latents-side");
  side.append(() => controls.node());
  const table = side.append("table").attr("data-readout", "");
  const head = table.append("thead").append("tr");
  const byDrawsName = `by ${format(",")(DRAWS)} draws`;
  for (const name of ["variance of one draw", "exact", byDrawsName, "÷ pathwise"]) {
    head.append("th").attr("scope", "col").text(name);
  }
  const body = table.append("tbody").attr("role", "status");
  const cells = rows.map(([key, name]) => {
    const row = body.append("tr").attr("data-row", key);
    row.append("th").attr("scope", "row").text(name);
    return [0, 1, 2].map(() => row.append("td"));
  });

  let noise = noiseOf(1);
  let dots: {of: Parameter["of"]; points: Ratios[]} | undefined; // of the present noise
  const sown = dice((seed) => {
    noise = noiseOf(seed);
    dots = undefined;
    show();
  });

  function measured(latents: number, of: Parameter["of"]): GradientVariances {
    const q = {...bowlQ, latents};
    return measuredVariances(bowlDraws(q, noise, MOST), of, bowlMean(q));
  }

  function show(): void {
    const [latents, of] = [inputs.latents.value, inputs.of.value];
    const exact = bowlVariances({...bowlQ, latents}, of);
    const byDraws = measured(latents, of);
    rows.forEach(([key], i) => {
      const texts = [exact[key], byDraws[key], exact[key] / exact.pathwise];
      texts.forEach((value, j) => cells[i][j].text(threeDigits(value)));
    });
    const curve = Array.from({length: MOST}, (_, i) =>
      ratiosOf(i + 1, bowlVariances({...bowlQ, latents: i + 1}, of))
    );
    if (dots?.of !== of) {
      dots = {of, points: drawnAt.map((count) => ratiosOf(count, measured(count, of)))};
    }
    const here = curve[latents - 1];
    chart.show({
      curves: (["score", "baseline"] as const).map((kind) =>
        curveOf(kind, curve, dots!.points, here)
      ),
      reach: [1, MOST_RATIO],
      at: latents,
      label:
        `with ${latents} latents the variance of the score function is ` +
        `${threeDigits(here.score)} times the pathwise one, with the mean baseline ` +
        `${threeDigits(here.baseline)} times`
    });
  }

  for (const input of Object.values(inputs)) input.addEventListener("input", show);
  show();
  return Object.assign(node, {
    inputs,
    dice: sown,
    reset() {
      inputs.latents.value = START;
      inputs.of.value = "mu";
      show();
    }
  });
}

/** Keeps the figure in the page’s address. */
export function keepManyLatents({inputs: {latents, of}}: ManyLatentsFigure): void {
  keepInput("latents", latents, wholeIn([1, MOST]));
  keepInput("latents-of", of, oneOf<Parameter["of"]>(["mu", "sigma"]));
}

/** Returns draws of ε for the most latents; fewer latents take the first ones. */
function noiseOf(seed: number): Float32Array {
  return standardNormals(randomSource(seed), DRAWS * MOST);
}

function ratiosOf(latents: number, {pathwise, score, baseline}: GradientVariances): Ratios {
  return {latents, score: score / pathwise, baseline: baseline / pathwise};
}

const curveNames = {score: "score function", baseline: "with the mean baseline"};
/** At so many latents both names have room beside their curves. */
const NAME_AT = 3;

function curveOf(
  kind: "score" | "baseline",
  curve: readonly Ratios[],
  dots: readonly Ratios[],
  here: Ratios
): LogCurve {
  const point = (ratios: Ratios) => [ratios.latents, ratios[kind]] as const;
  return {
    className: `of-q ${kind}`,
    name: curveNames[kind],
    nameAt: {index: NAME_AT - 1, side: kind === "score" ? "above" : "below"},
    points: curve.map(point),
    dots: dots.map(point),
    mark: point(here)
  };
}
