import {create, format} from "d3";
import {informationFormat, unitLabel} from "../../components/information.js";
import {numberSlider} from "../../components/number-slider.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {loadedInk, picture} from "../../components/picture.js";
import type {BetaRecord} from "../../formats/beta-record.js";
import {keepInput} from "../../state/keep.js";
import {wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {rateChart} from "./chart.js";

/** The figure of section 3 on the price of a nat. */
interface BetasFigure extends HTMLElement {
  inputs: {
    /** The number of the run, from 0. */
    run: NumberSlider;
  };
  /** Draws sheets from now on: those of all runs, one below the other. */
  open(sheets: HTMLImageElement): void;
  reset(): void;
  /** Says in the place of the sheet why there is none. */
  fail(error: unknown): void;
}

const oneDecimal = informationFormat(".1f");
const twoDigits = format(".2~r");

/**
 * Returns the figure without its sheets.
 *
 * @param side the pixels of a sheet’s side
 */
export function betasFigure({runs}: BetaRecord, side: number): BetasFigure {
  const root = create("div").attr("class", "betas-figure").attr("data-waiting", "");
  const start = runs.findIndex(({beta}) => beta === 1);
  const run = numberSlider("price of a nat, β", {
    range: [0, runs.length - 1],
    step: 1,
    value: start,
    text: (at) => String(runs[at].beta),
    label: "β of the recorded run"
  });
  const chart = rateChart(runs);
  const sheet = picture({width: side, height: side, label: "the sheet of the recorded run"});
  const left = root.append("div").attr("class", "betas-left");
  left.append(() => chart);
  left.append(() => run);
  const beside = root.append("div").attr("class", "betas-beside");
  beside.append(() => sheet);
  const table = beside.append("table").attr("data-readout", "").append("tbody");
  const rowOf = (name: () => string, term: string) => {
    const row = table.append("tr");
    if (term !== "") row.attr("data-term", term);
    row.append("th").attr("scope", "row").call(unitLabel, name);
    return row.append("td");
  };
  const cells = {
    distortion: rowOf(() => `distortion, ${shownUnit()}`, "reconstruction"),
    rate: rowOf(() => `rate, ${shownUnit()}`, "kl-prior"),
    bound: rowOf(() => `the bound, ${shownUnit()}`, "bound"),
    slopes: rowOf(() => "distortion per nat, to the neighbors", "")
  };
  let ink: Uint8ClampedArray | undefined;

  function show(): void {
    const at = run.value;
    const {rate, distortion} = runs[at];
    chart.show(runs[at]);
    cells.rate.text(oneDecimal(rate));
    cells.distortion.text(oneDecimal(distortion));
    cells.bound.text(oneDecimal(-rate - distortion));
    const chords = [at - 1, at].filter((i) => i >= 0 && i + 1 < runs.length);
    cells.slopes.text(chords.map((i) => twoDigits(chordPrice(runs[i], runs[i + 1]))).join(" and "));
    draw();
  }
  function draw(): void {
    const size = side * side;
    if (ink !== undefined) sheet.draw(ink.slice(run.value * size, (run.value + 1) * size), side);
  }
  run.addEventListener("input", show);
  show();
  followUnit(root.node()!, show);
  return Object.assign(root.node()!, {
    inputs: {run},
    open(sheets: HTMLImageElement): void {
      ink = loadedInk(sheets);
      draw();
      root.attr("data-waiting", null);
    },
    reset() {
      putValue(run, start);
    },
    fail: sheet.fail
  });
}

/** Keeps the figure in the page’s address. */
export function keepBetas({inputs: {run}}: BetasFigure, {runs}: BetaRecord): void {
  keepInput("betas-run", run, wholeIn([0, runs.length - 1]));
}

/** Returns how many nats of distortion a nat of rate saves between two runs. */
export function chordPrice(
  one: {rate: number; distortion: number},
  other: {rate: number; distortion: number}
): number {
  return -(other.distortion - one.distortion) / (other.rate - one.rate);
}
