import {create, pointer, scaleLinear, scaleLog} from "d3";
import type {Drawing} from "./axes.js";
import {axisGroups, onWidth} from "./axes.js";
import {spreadLabels} from "./codes.js";
import type {CurveDomains} from "./curve-axes.js";
import {curveAxes} from "./curve-axes.js";
import type {CurvePlace, CurveScales, PanelCurve} from "./curve-lines.js";
import {curveLines, nearestPlace} from "./curve-lines.js";
import {informationFormat} from "./information.js";

/** What a large panel shows. */
export interface LargePanelData {
  title: string;
  curves: readonly PanelCurve[];
  domains: CurveDomains;
}

/** Options for largePanel. */
interface LargePanelOptions {
  /** Returns what the vertical axis measures, in the unit shown. */
  yLabel: () => string;
  /** The reader points at a place, or no longer at any. */
  onPoint: (place: CurvePlace | undefined) => void;
  /** The reader has chosen a curve. */
  onChoose: (place: CurvePlace) => void;
}

/** One panel, as large as there is room for, its curves named at their ends. */
export interface LargePanel extends HTMLElement {
  show(data: LargePanelData): void;
  /** Marks a place, or none. */
  mark(place: CurvePlace | undefined): void;
  /** What another drawing over the curves is drawn in, and where it lies. */
  overlay: {
    group: Drawing<SVGGElement>;
    /** The whole of the panel, under the overlay and over the curves. */
    field: SVGRectElement;
    scales(): CurveScales;
    /** Says whom to tell that the scales are others. */
    onScales(tell: () => void): void;
  };
}

const frame = {left: 46, top: 30, under: 42};
/** On a phone it is lower, so that it is seen together with what it is about. */
const heights = {wide: 362, narrow: 206};
const widths = {least: 300, most: 700};
/** Room for names at the right; on a narrow screen they stand without their numbers. */
const margins = {wide: 150, narrow: 84, below: 480};
const oneDecimal = informationFormat(",.1f");

/** Returns a panel with a logarithmic x-axis that shows nothing yet. */
export function largePanel({yLabel, onPoint, onChoose}: LargePanelOptions): LargePanel {
  const element = create("div").attr("class", "large-panel").attr("data-readout", "");
  const svg = element.append("svg").attr("role", "group");
  const yName = svg.append("text").attr("class", "axis-name").attr("x", 0).attr("y", 12);
  const axes = axisGroups(svg, {left: frame.left, bottom: 0});
  const xName = svg.append("text").attr("class", "axis-label");
  const clipId = `large-panel-${(panels += 1)}`;
  const clip = svg.append("clipPath").attr("id", clipId).append("rect");
  const clipped = svg.append("g").attr("clip-path", `url(#${clipId})`);
  const lines = curveLines(clipped);
  const names = svg.append("g");
  const field = svg.append("rect").attr("class", "panel-field");
  const overlay = svg.append("g");
  let width: number = widths.most;
  let shown: LargePanelData | undefined;
  let scales: CurveScales = {x: scaleLog(), y: scaleLinear()};
  let marked: CurvePlace | undefined;
  let tellScales = () => {};

  function show(data: LargePanelData): void {
    shown = data;
    const isNarrow = width < margins.below;
    const height = isNarrow ? heights.narrow : heights.wide;
    const bottom = height - frame.under;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    axes.below.attr("transform", `translate(0,${bottom})`);
    const right = width - (isNarrow ? margins.narrow : margins.wide);
    scales = {
      x: scaleLog(data.domains.x, [frame.left, right]),
      y: scaleLinear(data.domains.y, [bottom, frame.top])
    };
    for (const box of [clip, field]) {
      box.attr("x", frame.left).attr("y", frame.top);
      box.attr("width", right - frame.left).attr("height", bottom - frame.top);
    }
    curveAxes(axes, scales, {lines: isNarrow ? 4 : 6});
    xName
      .attr("x", (frame.left + right) / 2)
      .attr("y", height - 4)
      .text(data.domains.xLabel);
    svg.attr("aria-label", `${data.title}: ${yLabel()}`);
    yName.text(yLabel());
    lines.show(data.curves, scales);
    nameEnds(names, data.curves, scales, {right, isNarrow});
    mark(marked);
    tellScales();
  }
  function mark(place: CurvePlace | undefined): void {
    marked = place;
    lines.mark(place);
    const all = clipped.selectAll<SVGGElement, PanelCurve>("[role=button]");
    const turn = all.data().some(({id}) => id === place?.curve) ? place!.curve : undefined;
    // One of them is reached by Tab: the marked one, or else the first.
    all.attr("tabindex", ({id}, i) => ((turn === undefined ? i === 0 : id === turn) ? 0 : -1));
  }

  const at = (event: MouseEvent) =>
    nearestPlace(shown?.curves ?? [], scales, pointer(event, svg.node()));
  field.on("pointermove", (event: PointerEvent) => onPoint(at(event)));
  field.on("pointerleave", () => onPoint(undefined));
  field.on("click", (event: MouseEvent) => {
    const place = at(event);
    if (place !== undefined) onChoose(place);
  });
  // On the element and not on the drawing, which browsers let have the focus once it listens for it.
  element.on("focusin", (event: FocusEvent) => {
    const {curve} = (event.target as SVGElement).dataset;
    const points = shown?.curves.find(({id}) => id === curve)?.solid ?? [];
    if (points.length > 0 && marked?.curve !== curve) {
      onChoose({curve: curve!, index: points.length - 1});
    }
  });
  element.on("keydown", (event: KeyboardEvent) => {
    if (!clipped.node()!.contains(event.target as Node)) return;
    const curves = (shown?.curves ?? []).filter(({description}) => description !== undefined);
    const next = placeAfter(event.key, curves, marked);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    clipped.select<SVGGElement>(`[data-curve="${next.curve}"]`).node()?.focus();
  });

  onWidth(element.node()!, widths, (next) => {
    width = next;
    if (shown !== undefined) show(shown);
  });
  return Object.assign(element.node()!, {
    show,
    mark,
    overlay: {
      group: overlay,
      field: field.node()!,
      scales: () => scales,
      onScales: (tell: () => void) => void (tellScales = tell)
    }
  });
}

let panels = 0;

/**
 * Returns the place that a key leads to: from point to point along a curve, or up and down to
 * another curve at the same x. Undefined for other keys.
 */
export function placeAfter(
  key: string,
  curves: readonly PanelCurve[],
  place: CurvePlace | undefined
): CurvePlace | undefined {
  const at = curves.findIndex(({id}) => id === place?.curve);
  if (at < 0) return undefined;
  const {id, solid} = curves[at];
  const index = Math.min(place!.index, solid.length - 1);
  const along: Record<string, number> = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    Home: 0,
    End: solid.length - 1
  };
  if (key in along) {
    return {curve: id, index: Math.max(0, Math.min(solid.length - 1, along[key]))};
  }
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const other = curves[at + (key === "ArrowDown" ? 1 : -1)] ?? curves[at];
  return {curve: other.id, index: Math.min(index, other.solid.length - 1)};
}

/** A text at the end of a line. */
interface EndLabel {
  text: string;
  className: string;
  at: number;
}

function nameEnds(
  group: Drawing<SVGGElement>,
  curves: readonly PanelCurve[],
  {y}: CurveScales,
  {right, isNarrow}: {right: number; isNarrow: boolean}
): void {
  const number = (value: number) => (isNarrow ? "" : ` ${oneDecimal(value)}`);
  const ends = curves.flatMap(({name, className, solid, dashed}): EndLabel[] => {
    const [last, other] = [solid.at(-1), dashed?.points.at(-1)];
    if (last === undefined) return [];
    const labels = [{text: name + number(last.y), className, at: last.y}];
    if (other === undefined) return labels;
    const text = dashed!.name + number(other.y);
    return [...labels, {text, className: `${className} end-dashed`, at: other.y}];
  });
  const clamped = ([low, high]: number[], value: number) => Math.max(low, Math.min(high, value));
  const places = ends.map(({at}, i) => ({
    x: 0,
    // Labels of one place stay in their order.
    y: y(clamped(y.domain(), at)) + i / 1000,
    width: 1
  }));
  const ys = spreadLabels(places, {lineHeight: 15});
  group
    .selectAll("text")
    .data(ends)
    .join("text")
    .attr("class", ({className}) => `curve-name ${className}`)
    .attr("x", right + 8)
    .attr("y", (_, i) => ys[i])
    .text(({text}) => text);
}
