import {axisBottom, axisLeft, create, format, line, scaleLinear, scaleLog} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {diagonalGap, turnedLatents} from "../../math/linear-bound.js";
import {shownUnit} from "../../state/unit.js";
import type {LinearTraining} from "./training.js";

/** The gap over the steps of a training, and over the angle that the latents are turned by. */
export interface GapCurves extends HTMLElement {
  /** @param place the number of the kept step; the angle is in degrees */
  show(training: LinearTraining, place: number, angle: number): void;
}

const widths = {least: 300, most: 560};
const height = 272;
const frame = {left: 54, margin: 14};
const upper = {top: 22, bottom: 98};
const lower = {top: 164, bottom: 232};
/** A gap that is less than this is rounding. */
export const leastGap = 1e-12; // nats
export const mostAngle = 90; // degrees

/** Returns the power of ten that is next above a number, such as “10⁻⁴”; 1 as it is. */
export function powerOfTen(value: {valueOf(): number}): string {
  const power = Math.ceil(Math.log10(value.valueOf()) - 1e-9);
  if (power === 0) return "1";
  const digits = Array.from(String(Math.abs(power)), (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** Returns the two charts, one above the other. */
export function gapCurves(): GapCurves {
  const element = create("div").attr("class", "gap-curves");
  const node = element.node()!;
  const svg = appendImage(
    element,
    "the gap over the steps of training, and over the angle of turning"
  );
  const step = scaleLog();
  const logGap = scaleLog([leastGap, 1], [upper.bottom, upper.top]).clamp(true);
  const turn = scaleLinear([0, mostAngle], [0, 1]);
  const gap = scaleLinear([0, 1], [lower.bottom, lower.top]);
  const name = (text: string, y: number) =>
    svg.append("text").attr("class", "axis-name of-gap").attr("y", y).text(text);
  name("", 12).call(unitLabel, () => `the gap in training, ${shownUnit()}, logarithmic`);
  const turnName = name("", lower.top - 10);
  const part = (place: {bottom: number}) => ({
    ...axisGroups(svg, {left: frame.left, bottom: place.bottom}),
    label: svg
      .append("text")
      .attr("class", "axis-label")
      .attr("y", place.bottom + 34),
    curve: svg.append("path").attr("class", "gap-curve").attr("data-term", "gap"),
    dot: svg.append("circle").attr("class", "gap-dot").attr("r", 5)
  });
  const parts = {training: part(upper), turning: part(lower)};
  parts.training.label.text("steps");
  parts.turning.label.text("the latents turned by, degrees");
  let width = widths.most;
  let shown: [LinearTraining, number, number] | undefined;
  let rows: {step: number; gap: number}[] = [];
  let turned: {angle: number; gap: number}[] = [];

  function show(training: LinearTraining, place: number, angle: number): void {
    if (shown?.[0] !== training) {
      rows = training.models.map((model, i) => ({
        step: training.steps[i],
        gap: Math.max(0, diagonalGap(model))
      }));
    }
    shown = [training, place, angle];
    const model = training.models[place];
    turned = Array.from({length: mostAngle + 1}, (_, degrees) => ({
      angle: degrees,
      gap: Math.max(0, diagonalGap(turnedLatents(model, (degrees * Math.PI) / 180)))
    }));
    const right = width - frame.margin;
    // The start has no place on a logarithmic axis: it stands half a step from its end.
    step.domain([0.5, training.steps.at(-1)!]).range([frame.left, right]);
    turn.range([frame.left, right]);
    gap.domain([0, 1.1 * Math.max(0.02, ...turned.map((one) => one.gap))]);
    turnName.text(`the same after ${format(",")(training.steps[place])} steps, by angle`);
    parts.training.below.call(axisBottom(step).ticks(4, ",").tickSizeOuter(0));
    parts.training.beside.call(
      axisLeft(informationScale(logGap)).tickValues([1e-12, 1e-8, 1e-4, 1]).tickFormat(powerOfTen)
    );
    parts.turning.below.call(axisBottom(turn).tickValues([0, 15, 30, 45, 60, 75, 90]));
    parts.turning.beside.call(axisLeft(informationScale(gap)).ticks(4).tickSizeOuter(0));
    for (const {label} of Object.values(parts)) label.attr("x", (frame.left + right) / 2);
    const ofStep = ({step: at}: {step: number}) => step(Math.max(0.5, at));
    const path = line<(typeof rows)[number]>(ofStep, (one) => logGap(Math.max(leastGap, one.gap)));
    parts.training.curve.attr("d", path(rows));
    parts.training.dot.attr("cx", ofStep(rows[place]));
    parts.training.dot.attr("cy", logGap(Math.max(leastGap, rows[place].gap)));
    const byAngle = line<(typeof turned)[number]>(
      (one) => turn(one.angle),
      (one) => gap(one.gap)
    );
    parts.turning.curve.attr("d", byAngle(turned));
    parts.turning.dot.attr("cx", turn(angle)).attr("cy", gap(turned[Math.round(angle)].gap));
  }

  onWidth(node, widths, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    if (shown !== undefined) show(...shown);
  });
  giveData(node, "the gap in training", () =>
    rows.map((row) => ({step: row.step, gap_nats: row.gap}))
  );
  giveData(node, "the gap by angle", () =>
    turned.map((row) => ({angle_degrees: row.angle, gap_nats: row.gap}))
  );
  return Object.assign(node, {show});
}
