import {create, format} from "d3";
import {actionButtons} from "../../components/buttons.js";
import type {Center} from "../../components/center.js";
import {centerIn} from "../../components/center.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {sampleMoments} from "../../math/moments.js";
import type {RandomSource} from "../../math/random.js";
import {openUniforms, randomSource, standardNormals} from "../../math/random.js";
import type {TwoHills} from "../../math/two-hills.js";
import {
  forwardFit,
  forwardKl,
  hillsDraws,
  reverseFit,
  reverseKl,
  reverseOptima
} from "../../math/two-hills.js";
import {keepInput} from "../../state/keep.js";
import {numberIn} from "../../state/kinds.js";
import {putValue, putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {TwoHillsPlot} from "./plot.js";
import {placesOfQ, twoHillsPlot} from "./plot.js";

/** The figure of the two directions of KL. */
interface TwoDirectionsFigure extends HTMLElement {
  /** What the reader can set. */
  inputs: {q: TwoHillsPlot; weight: NumberSlider; distance: NumberSlider};
  dice: Dice;
  /** Sets the hills and q, as the prose asks for. */
  set(hills: Partial<Pick<TwoHills, "weight" | "distance">>, q?: Center | "forward"): void;
  /** Puts the hills and q back to where they began; the seed stays. */
  reset(): void;
}

const spread = 0.5;
const start = {weight: 0.7, distance: 2, q: {mu: 0.6, sigma: 1.2}};
const ranges = {weight: [0.05, 0.95], distance: [0, 3]} as const;
const DREAMS = 50; // draws of p
const threeDecimals = informationFormat(".3f");
const twoDecimals = format(".2f");

/** Returns the figure; its first frame is drawn. */
export function twoDirectionsFigure(): TwoDirectionsFigure {
  const root = create("div").attr("class", "two-directions");
  const node = root.node()!;
  const weight = numberSlider("share of the left hill", {
    range: ranges.weight,
    step: 0.05,
    value: start.weight,
    text: twoDecimals,
    className: "of-posterior"
  });
  const distance = numberSlider("distance of each hill from 0", {
    range: ranges.distance,
    step: 0.05,
    value: start.distance,
    text: twoDecimals,
    className: "of-posterior"
  });
  const plot = twoHillsPlot();
  let q: Center = start.q;
  let hills: TwoHills = {...start, spread};
  let draws = new Float64Array(0);

  const choose = (next: Center): void => {
    putValue(plot, next);
  };
  const buttons = actionButtons(
    [
      ["fit by KL(q ‖ p)", () => choose(reverseFit(hills, q))],
      ["fit by KL(p ‖ q)", () => choose(forwardFit(hills))],
      [`fit to ${DREAMS} draws of p`, () => choose(dreamFit(draws))]
    ],
    "fit q"
  );
  for (const button of [...buttons.children].slice(0, 2)) button.classList.add("main-action");
  root.append(() => buttons);
  root.append(() => plot);
  const side = root.append("div").attr("class", "two-directions-side").attr("data-readout", "");
  const table = side.append("table").attr("class", "two-directions-table");
  const head = table.append("thead").append("tr");
  head.append("th").attr("scope", "col").call(unitLabel, shownUnit);
  for (const text of ["this q", "least", "at μ", "σ"]) {
    head.append("th").attr("scope", "col").text(text);
  }
  const body = table.append("tbody");
  const rowOf = (name: string, className: string) => {
    const row = body.append("tr").attr("class", className);
    row.append("th").attr("scope", "row").text(name);
    return Array.from({length: 4}, () => row.append("td"));
  };
  const rows = {
    reverse: rowOf("KL(q ‖ p)", "reverse"),
    forward: rowOf("KL(p ‖ q)", "forward")
  };
  const reading = side.append("p").attr("class", "readout").attr("role", "status");
  const controls = root.append("div").attr("class", "two-directions-controls");
  for (const slider of [weight, distance]) controls.append(() => slider);

  function dream(): void {
    const source = (stream: number): RandomSource => randomSource(sown.value, stream);
    draws = hillsDraws(hills, openUniforms(source(0), DREAMS), standardNormals(source(1), DREAMS));
  }
  function show(): void {
    const optima = reverseOptima(hills);
    const best = forwardFit(hills);
    write(rows.reverse, reverseKl(q, hills), optima[0].kl, optima[0]);
    write(rows.forward, forwardKl(q, hills), forwardKl(best, hills), best);
    // A status that is written anew is read out anew.
    const text = optimaText(optima);
    if (reading.text() !== text) reading.text(text);
    plot.show(hills, q, draws);
  }
  function write(cells: typeof rows.reverse, now: number, least: number, at: Center): void {
    const texts = [threeDecimals(now), threeDecimals(least), signed(at.mu), twoDecimals(at.sigma)];
    cells.forEach((cell, i) => cell.text(texts[i]));
  }
  function move(): void {
    hills = {weight: weight.value, distance: distance.value, spread};
    dream();
    show();
  }

  for (const slider of [weight, distance]) slider.addEventListener("input", move);
  plot.addEventListener("input", () => {
    q = plot.value;
    show();
  });
  const sown = dice(() => {
    dream();
    show();
  });
  giveData(node, "both divergences", () => {
    const optima = reverseOptima(hills);
    const best = forwardFit(hills);
    return [
      {...rowOfQ("this q", q), seed: sown.value},
      ...optima.map((one) => rowOfQ("minimum of KL(q‖p)", one)),
      rowOfQ("minimum of KL(p‖q)", best)
    ];
  });
  const rowOfQ = (which: string, {mu, sigma}: Center) => ({
    ...hills,
    q: which,
    mu,
    sigma,
    kl_q_p_nats: reverseKl({mu, sigma}, hills),
    kl_p_q_nats: forwardKl({mu, sigma}, hills)
  });
  move();
  followUnit(node, show);

  function set(
    next: Partial<Pick<TwoHills, "weight" | "distance">>,
    at: Center | "forward" = q
  ): void {
    putValues({weight, distance}, next);
    choose(at === "forward" ? forwardFit(hills) : at);
  }

  return Object.assign(node, {
    inputs: {q: plot, weight, distance},
    dice: sown,
    set,
    reset: () => set(start, start.q)
  });
}

/** Returns the q with the mean and the variance of draws: the likeliest one, as sleep fits it. */
function dreamFit(draws: Float64Array): Center {
  const {mean, variance} = sampleMoments(draws);
  return {mu: mean, sigma: Math.sqrt((variance * (draws.length - 1)) / draws.length)};
}

/** Returns a sentence about the minima of KL(q ‖ p), the best first. */
function optimaText(optima: readonly (Center & {kl: number})[]): string {
  const [first, ...others] = optima.map(({mu, kl}) => `${threeDecimals(kl)} at μ = ${signed(mu)}`);
  if (others.length === 0) return `KL(q ‖ p) has one minimum: ${first}.`;
  return `KL(q ‖ p) has ${optima.length} minima: ${[first, ...others].join(", ")}.`;
}

/** Returns a number with two decimals; what rounds to 0 has no sign. */
function signed(value: number): string {
  const text = twoDecimals(value);
  return /^−?0\.00$/.test(text) ? "0.00" : text;
}

/** Keeps the figure in the page’s address. */
export function keepTwoDirections({inputs: {q, weight, distance}}: TwoDirectionsFigure): void {
  keepInput("weight", weight, numberIn(ranges.weight));
  keepInput("distance", distance, numberIn(ranges.distance));
  keepInput("q", q, centerIn(placesOfQ.muRange, placesOfQ.sigmaRange));
}
