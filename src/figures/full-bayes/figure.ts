import type {Selection} from "d3";
import {axisBottom, create, format, scaleLinear, timer} from "d3";
import {onWidth} from "../../components/axes.js";
import {actionButton} from "../../components/buttons.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {drawsMap} from "../../components/draws-map.js";
import {giveData} from "../../components/figure-data.js";
import {drawHistogram} from "../../components/histogram.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {hillBands} from "../../components/posterior-map.js";
import type {FullPosterior} from "../../math/full-bayes.js";
import {fullBound, thetaPosterior} from "../../math/full-bayes.js";
import {gaussianContour} from "../../math/gaussian-fit.js";
import {sampleMoments} from "../../math/moments.js";
import {keepInput} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {ThetaScale} from "./run.js";
import {BATCH, thetaBoundEstimates, fullBayesRun, thetaScales, UPDATES} from "./run.js";

/** The figure of appendix F. */
interface FullBayesFigure extends HTMLElement {
  inputs: {sign: Choice<1 | -1>; scale: Choice<ThetaScale>; updates: NumberSlider};
  dice: Dice;
  /** Sets some of them, as if the reader had. */
  set(values: {sign?: 1 | -1; scale?: ThetaScale; updates?: number}): void;
  /** Puts all back to where it began; the seed stays. */
  reset(): void;
}

/** The contours that hold 50 % and 95 % of a Gaussian, in its standard deviations. */
const contourRadii = [Math.sqrt(2 * Math.log(2)), Math.sqrt(2 * Math.log(20))];
/** What is looked at of the plane of w and b: both hills. */
const view = [-2.8, 2.8, -2.1, 3.5] as const;
/** Estimates of the bound at one q. */
const ESTIMATES = 1000;
/** The nats that the axis of the estimates covers. */
const natsRange = [-90, -10] as const;
const histogram = {floor: 112, height: 92};
const widths = {least: 280, most: 560};
const PLAY = 4000; // milliseconds, of a whole run
const twoDigits = informationFormat(".2f");
const threeDigits = format(".3f");

/** Returns the figure. */
export function fullBayesFigure(): FullBayesFigure {
  const exact = thetaPosterior();
  const root = create("div").attr("class", "full-bayes");
  const node = root.node()!;
  const map = drawsMap({
    side: 430,
    name: "the posterior of w and b, and q",
    axes: ["w, the slope", "b, the offset"]
  });
  root.append(() => map.element);
  map.density(hillBands(exact.field));
  map.look(view);
  const side = root.append("div").attr("class", "full-bayes-side");
  const svg = appendImage(side, "estimates of the bound from minibatches, at this q");
  svg.append("text").attr("class", "panel-title").attr("y", 12).text(title);
  const bars = svg.append("path").attr("class", "estimate-bars");
  const lines = (["evidence", "bound", "mean"] as const).map((name) => ({
    name,
    path: svg.append("path").attr("class", `full-${name}`)
  }));
  const below = svg.append("g").attr("class", "axis");
  below.attr("transform", `translate(0,${histogram.floor})`);
  const nats = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", histogram.floor + 34);
  nats.call(unitLabel, shownUnit);
  const x = scaleLinear(natsRange, [0, 1]);
  const cells = numberCells(side);
  const controls = root.append("div").attr("class", "full-controls");
  const [sign, scale] = [signChoice(), scaleChoice()];
  const updates = numberSlider("updates", {
    range: [0, UPDATES],
    step: 10,
    value: UPDATES,
    text: format(",")
  });
  const play = actionButton("Run", run);
  play.classList.add("main-action");
  controls.append(() => play);
  for (const [name, input] of [
    ["", sign],
    ["divergence of θ:", scale]
  ] as const) {
    const group = controls.append("div").attr("class", "full-choice");
    if (name !== "") group.append("span").text(name);
    group.append(() => input);
  }
  controls.append(() => updates);
  let path: FullPosterior[] = [];
  let estimates: number[] = [];
  const sown = dice(() => renew());

  function renew(): void {
    path = fullBayesRun({seed: sown.value, sign: sign.value, scale: scale.value});
    show();
  }

  function run(): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set({updates: UPDATES});
    const playing = timer((elapsed) => {
      const at = Math.min(UPDATES, Math.round((UPDATES * (elapsed / PLAY) ** 2) / 10) * 10);
      set({updates: at});
      if (at === UPDATES || !node.isConnected) playing.stop();
    });
  }

  function set(values: {sign?: 1 | -1; scale?: ThetaScale; updates?: number}): void {
    putValues({sign, scale, updates}, values);
  }

  function show(): void {
    const at = updates.value;
    const q = path[at];
    const sigma = q.logVar.map((value) => Math.exp(value / 2));
    const full = {mean: Float64Array.from(q.mu), factor: Float64Array.of(sigma[0], 0, 0, sigma[1])};
    map.show({
      points: [{className: "full-map", z: [exact.map.w, exact.map.b, -exact.map.w, exact.map.b]}],
      paths: [{className: "full-path", z: path.slice(0, at + 1).flatMap(({mu}) => [...mu])}],
      contours: contourRadii.map((radius) => gaussianContour(full, radius))
    });
    below.call(axisBottom(informationScale(x)).ticks(6).tickSizeOuter(0));
    const terms = fullBound(q);
    estimates = thetaBoundEstimates(q, {seed: sown.value, scale: scale.value, count: ESTIMATES});
    const mean = sampleMoments(estimates).mean;
    drawHistogram(bars, estimates, x, histogram);
    const places = {evidence: exact.logEvidence, bound: terms.bound, mean};
    for (const {name, path: line} of lines) {
      line.attr("d", `M${x(places[name])},${histogram.floor}V20`);
    }
    cells.evidence.text(twoDigits(exact.logEvidence));
    cells.bound.text(
      `${twoDigits(terms.bound)}, ${twoDigits(exact.logEvidence - terms.bound)} below`
    );
    cells.mean.text(twoDigits(mean));
    cells.thetaKl.text(
      scale.value === "once"
        ? `${twoDigits(terms.thetaKl)}, once`
        : `${twoDigits(terms.thetaKl)}, and ${thetaScales.scaled} times in the estimates`
    );
    cells.w.text(widthText(exact.absW.deviation, sigma[0]));
    cells.b.text(widthText(exact.b.deviation, sigma[1]));
  }

  for (const input of [sign, scale]) input.addEventListener("input", renew);
  updates.addEventListener("input", show);
  onWidth(side.node()!, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${histogram.floor + 40}`);
    x.range([8, width - 8]);
    nats.attr("x", width / 2);
    if (path.length > 0) show();
  });
  giveData(node, "estimates of the bound", () =>
    estimates.map((estimate, i) => ({estimate: i + 1, bound_nats: estimate}))
  );
  giveData(node, "the run", () => runRows(path, exact.logEvidence));
  renew();
  followUnit(node, show);
  return Object.assign(node, {
    inputs: {sign, scale, updates},
    dice: sown,
    set,
    reset: () => set({sign: 1, scale: "once", updates: UPDATES})
  });
}

const title = `Estimates of the bound at this q: L = 1, M = ${BATCH}`;

function signChoice(): Choice<1 | -1> {
  return choice<1 | -1>(
    [
      ["start at w > 0", 1],
      ["w < 0", -1]
    ],
    "where the run of appendix F starts"
  );
}

function scaleChoice(): Choice<ThetaScale> {
  return choice<ThetaScale>(
    [
      ["once", "once"],
      ["× N/M, by mistake", "scaled"]
    ],
    "how often the divergence of θ is paid"
  );
}

/** Draws the table of the numbers, and returns its cells by name. */
function numberCells(side: Selection<HTMLDivElement, undefined, null, undefined>) {
  const table = side.append("table").attr("class", "full-numbers").append("tbody");
  const row = (key: string, name: string, className = "") => {
    const line = table.append("tr").attr("data-row", key);
    const head = line.append("th").attr("scope", "row");
    head.append("span").attr("class", `full-key ${className}`);
    head.append("span").text(name);
    return line.append("td");
  };
  return {
    evidence: row("evidence", "log p(X), exact", "full-evidence"),
    bound: row("bound", "the bound, at this q", "full-bound"),
    mean: row("mean", "mean of the estimates", "full-mean"),
    thetaKl: row("theta-kl", "KL(q(θ) ‖ p(θ)) in it"),
    w: row("w", "width of w: exact, q"),
    b: row("b", "width of b: exact, q")
  };
}

/** Returns a row for every tenth update of a run. */
function runRows(path: readonly FullPosterior[], logEvidence: number) {
  return path
    .filter((_, i) => i % 10 === 0)
    .map((q, i) => ({
      update: 10 * i,
      mu_w: q.mu[0],
      mu_b: q.mu[1],
      sigma_w: Math.exp(q.logVar[0] / 2),
      sigma_b: Math.exp(q.logVar[1] / 2),
      bound_nats: fullBound(q).bound,
      theta_kl_nats: fullBound(q).thetaKl,
      exact_nats: logEvidence
    }));
}

/** Returns a width of the posterior beside that of q, and how many times as wide it is. */
function widthText(exact: number, sigma: number): string {
  return `${threeDigits(exact)}, ${threeDigits(sigma)}: ${format(".1f")(exact / sigma)} times`;
}

/** Keeps the figure of appendix F in the page’s address. */
export function keepFullBayes({inputs: {sign, scale, updates}}: FullBayesFigure): void {
  keepInput("theta-start", sign, oneOf([1, -1] as const));
  keepInput("theta-scale", scale, oneOf(["once", "scaled"] as const));
  keepInput("theta-updates", updates, wholeIn([0, UPDATES]));
}
