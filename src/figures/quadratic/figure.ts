import {create, format} from "d3";
import {actionButtons} from "../../components/buttons.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import type {QuadraticDecoder} from "../../math/quadratic-decoder.js";
import {keepInput} from "../../state/keep.js";
import {numberIn} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {FitName, QuadraticFacts} from "./fits.js";
import {quadraticFacts} from "./fits.js";
import type {QuadraticPlot} from "./plot.js";
import {quadraticPlot, placesOfX} from "./plot.js";

/** The figure of the decoder that a bound prefers. */
interface QuadraticFigure extends HTMLElement {
  /** What the reader can set. */
  inputs: Record<keyof QuadraticDecoder, NumberSlider> & {x: QuadraticPlot};
  /** Sets the decoder to where a way of fitting ends. */
  choose(fit: FitName): void;
  reset(): void;
}

const names: Record<FitName, string> = {
  likelihood: "maximum likelihood",
  bound: "the bound",
  wakeSleep: "wake-sleep"
};
const fitNames = Object.keys(names) as FitName[];
const ranges = {a: [0, 1.5], b: [-0.5, 1.5], s: [0.2, 1.8]} as const;
const startX = 2;
const threeDecimals = informationFormat(".3f");
const twoDecimals = format(".2f");

/**
 * Returns the figure; its first frame is drawn.
 *
 * @param fits where the three ways end, by quadraticFits
 */
export function quadraticFigure(fits: Record<FitName, QuadraticFacts>): QuadraticFigure {
  const root = create("div").attr("class", "quadratic");
  const node = root.node()!;
  const buttons = actionButtons(
    fitNames.map((fit) => [names[fit], () => choose(fit)] as const),
    "set the decoder to where this ends"
  );
  root.append(() => buttons);
  const plot = quadraticPlot(startX);
  root.append(() => plot);
  const table = root.append("table").attr("class", "quadratic-table");
  const head = table.append("thead").append("tr");
  head
    .append("th")
    .attr("scope", "col")
    .call(unitLabel, () => `means, ${shownUnit()}`);
  for (const text of ["log p(x)", "bound of best q", "of moments’ q"]) {
    head.append("th").attr("scope", "col").text(text);
  }
  const body = table.append("tbody");
  const rowOf = (name: string) => {
    const row = body.append("tr");
    row.append("th").attr("scope", "row").text(name);
    return {row, cells: Array.from({length: 3}, () => row.append("td"))};
  };
  const rows = Object.fromEntries(fitNames.map((fit) => [fit, rowOf(names[fit])])) as Record<
    FitName,
    ReturnType<typeof rowOf>
  >;
  const own = rowOf("yours");
  const write = ({cells}: ReturnType<typeof rowOf>, facts: QuadraticFacts): void => {
    const values = [facts.evidence, facts.bestElbo, facts.momentElbo];
    cells.forEach((cell, i) => cell.text(threeDecimals(values[i])));
  };
  const slider = (name: keyof QuadraticDecoder, text: string) =>
    numberSlider(text, {
      range: ranges[name],
      step: 0.01,
      value: fits.likelihood.decoder[name],
      text: twoDecimals,
      label: name,
      className: "of-z"
    });
  const inputs = {
    a: slider("a", "a, of z²"),
    b: slider("b", "b"),
    s: slider("s", "s, the noise"),
    x: plot
  };
  const sliders = [inputs.a, inputs.b, inputs.s];
  const controls = root.append("div").attr("class", "quadratic-controls");
  for (const one of sliders) controls.append(() => one);

  const decoderNow = (): QuadraticDecoder => ({
    a: inputs.a.value,
    b: inputs.b.value,
    s: inputs.s.value
  });
  const isAt = (decoder: QuadraticDecoder, fit: FitName) =>
    (["a", "b", "s"] as const).every(
      (part) => Math.abs(decoder[part] - fits[fit].decoder[part]) < 1e-4
    );
  function show(): void {
    const decoder = decoderNow();
    plot.show(decoder);
    const at = fitNames.find((fit) => isAt(decoder, fit));
    fitNames.forEach((fit, i) => {
      write(rows[fit], fits[fit]);
      rows[fit].row.classed("present", fit === at);
      buttons.children[i].setAttribute("aria-pressed", String(fit === at));
    });
    own.row.classed("present", at === undefined);
    if (at === undefined) write(own, quadraticFacts(decoder));
    else own.cells.forEach((cell) => cell.text("–"));
  }
  function choose(fit: FitName): void {
    const {decoder} = fits[fit];
    putValues(inputs, {a: decoder.a, b: decoder.b, s: decoder.s});
  }

  for (const one of sliders) one.addEventListener("input", show);
  giveData(node, "the decoders", () => {
    const rowOfFit = (name: string, {decoder, ...facts}: QuadraticFacts) => ({
      decoder: name,
      ...decoder,
      log_evidence_nats: facts.evidence,
      bound_best_q_nats: facts.bestElbo,
      bound_moment_q_nats: facts.momentElbo
    });
    return [
      ...fitNames.map((fit) => rowOfFit(names[fit], fits[fit])),
      rowOfFit("as drawn", quadraticFacts(decoderNow()))
    ];
  });
  show();
  followUnit(node, show);
  return Object.assign(node, {
    inputs,
    choose,
    reset(): void {
      plot.value = startX;
      choose("likelihood");
    }
  });
}

/** Keeps the figure in the page’s address. */
export function keepQuadratic({inputs: {a, b, s, x}}: QuadraticFigure): void {
  keepInput("a", a, numberIn(ranges.a));
  keepInput("b", b, numberIn(ranges.b));
  keepInput("s", s, numberIn(ranges.s));
  keepInput("x", x, numberIn(placesOfX, 3));
}
