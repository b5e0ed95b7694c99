import {create, pointer, scaleLinear, scaleLog} from "d3";
import type {Drawing} from "./axes.js";
import {axisGroups, onWidth} from "./axes.js";
import {spreadLabels} from "./codes.js";
import type {CurveDomains} from "./curve-axes.js";
import {curveAxes} from "./curve-axes.js";
import type {CurvePlace, CurveScales, PanelCurve} from "./curve-lines.js";
import {curveLines, nearestPlace} from "./curve-lines.js";

/** One of several small panels. */
export interface SmallPanel {
  id: string;
  title: string;
  /** What stands over it where the panel is too narrow for its title; defaults to that. */
  shortTitle?: string;
  curves: readonly PanelCurve[];
  /** What stands in the place of its curves, while they are not to be seen. */
  cover?: string;
}

/** A panel, and a place in it where it has a curve to be seen. */
export interface PanelPlace {
  panel: string;
  place?: CurvePlace;
}

/** Options for smallMultiples. */
interface SmallMultiplesOptions {
  /** Returns what the vertical axes measure, in the unit shown. */
  yLabel: () => string;
  /** The reader points at a place, or no longer at any. */
  onPoint: (at: PanelPlace | undefined) => void;
  /** The reader has chosen a panel, and the curve of it that is nearest. */
  onChoose: (at: PanelPlace) => void;
}

/** Small panels that share their axes. */
export interface SmallMultiples extends HTMLElement {
  show(panels: readonly SmallPanel[], domains: CurveDomains): void;
  /** Marks the chosen panel, if it is one of these, and a place. */
  mark(chosen: string, place: CurvePlace | undefined): void;
}

const widths = {least: 300, most: 1060};
/** Where panels stand, and how high they are, in CSS pixels. */
const wide = {left: 40, right: 88, top: 40, gap: 12, between: 44, below: 38, up: 140, least: 88};
/** On a phone, all that is read large below is left out, so that both are seen at once. */
const narrow = {left: 34, right: 4, top: 20, gap: 6, between: 40, below: 20, up: 46, least: 48};
/** A panel narrower than this has its short title, and two numbers at most on its x-axis. */
const shortBelow = 88;
/** The panels of one line are higher where there are few of them. */
const upOfFew = 76;
const narrowBelow = 560;

/**
 * Returns small panels with logarithmic x-axes. One of their curves can have the focus at a time;
 * arrow keys move it, to the sides from panel to panel, and Enter chooses its panel.
 */
export function smallMultiples(options: SmallMultiplesOptions): SmallMultiples {
  const {yLabel, onPoint, onChoose} = options;
  const element = create("div").attr("class", "small-multiples");
  const svg = element.append("svg").attr("role", "group").attr("aria-label", `${yLabel()}, small`);
  const yName = svg.append("text").attr("class", "axis-name").attr("x", 0).attr("y", 12);
  const xName = svg.append("text").attr("class", "axis-label");
  let width: number = widths.most;
  let shown: {panels: readonly SmallPanel[]; domains: CurveDomains} | undefined;
  let drawn: DrawnPanel[] = [];
  let layout = "";
  let marked: [chosen: string, place: CurvePlace | undefined] = ["", undefined];
  let current = 0;

  /** Gives the focus, or the next turn of it, to one that can have it. */
  function turnTo(next: number, isFocused: boolean): void {
    const all = focusable();
    current = Math.max(0, Math.min(all.length - 1, next));
    for (const [i, one] of all.entries()) one.tabIndex = i === current ? 0 : -1;
    if (isFocused) all[current]?.focus();
  }
  const focusable = () => [
    ...svg.node()!.querySelectorAll<SVGGElement>("[role=button]:not(.panel-covered .panel-curve)")
  ];

  function placeOf(target: Element): PanelPlace | undefined {
    const found = drawn.findIndex(({group}) => group.contains(target));
    const panel = shown?.panels[found];
    if (panel === undefined) return undefined;
    const curve = target.closest<SVGElement>("[data-curve]")?.dataset.curve;
    const points = panel.curves.find(({id}) => id === curve)?.solid;
    if (panel.cover !== undefined || points === undefined) return {panel: panel.id};
    return {panel: panel.id, place: {curve: curve!, index: points.length - 1}};
  }

  // On the element and not on the drawing, which browsers let have the focus once it listens for it.
  element.on("focusin", (event: FocusEvent) => {
    const target = event.target as SVGGElement;
    const at = focusable().indexOf(target);
    if (at < 0) return;
    turnTo(at, false);
    onPoint(placeOf(target));
  });
  element.on("focusout", () => onPoint(undefined));
  element.on("keydown", (event: KeyboardEvent) => {
    const panelsOf = focusable().map((one) => placeOf(one)?.panel ?? "");
    const next = turnAfter(event.key, panelsOf, current);
    if (event.key === "Enter" || event.key === " ") {
      const at = placeOf(focusable()[current]);
      if (at !== undefined) onChoose(at);
    } else if (next === undefined) return;
    else turnTo(next, true);
    event.preventDefault();
  });

  function show(panels: readonly SmallPanel[], domains: CurveDomains): void {
    shown = {panels, domains};
    const next = JSON.stringify([
      width,
      yLabel(),
      domains,
      panels.map(({id, title, cover}) => [id, title, cover])
    ]);
    // Curves that grow leave the focus where it is.
    if (next !== layout) lay(panels, domains);
    layout = next;
    for (const [i, panel] of drawn.entries()) panel.show(panels[i].curves);
    turnTo(current, false);
    mark(...marked);
  }

  function mark(chosen: string, place: CurvePlace | undefined): void {
    marked = [chosen, place];
    for (const {panel, group, mark: markPlace} of drawn) {
      group.classList.toggle("chosen", panel.id === chosen);
      markPlace(panel.cover === undefined ? place : undefined);
    }
  }

  function lay(panels: readonly SmallPanel[], domains: CurveDomains): void {
    const isNarrow = width < narrowBelow;
    const frame = isNarrow ? narrow : wide;
    const room = width - frame.left - frame.right;
    const most = Math.max(1, Math.floor((room + frame.gap) / (frame.least + frame.gap)));
    const lines = Math.ceil(panels.length / most);
    const columns = Math.ceil(panels.length / lines);
    const across = (room + frame.gap) / columns - frame.gap;
    const isShort = across < shortBelow;
    const up = isNarrow && !isShort ? upOfFew : frame.up;
    const height = frame.top + lines * (up + frame.between) - frame.between + frame.below;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    xName.attr("x", frame.left + room / 2).attr("y", height - 4);
    xName.text(isNarrow ? "" : domains.xLabel);
    yName.text(isNarrow ? "" : yLabel());
    svg.attr("aria-label", `${yLabel()}, small`);
    const places = panels.map((_, i) => ({
      x: frame.left + (i % columns) * (across + frame.gap),
      y: frame.top + Math.floor(i / columns) * (up + frame.between)
    }));
    const scales: CurveScales = {
      x: scaleLog(domains.x, [0, across]),
      y: scaleLinear(domains.y, [up, 0])
    };
    svg.selectAll("g.small-panel").remove();
    drawn = panels.map((panel, i) => {
      const group = svg.append("g").attr("class", "small-panel").attr("data-panel", panel.id);
      group.attr("transform", `translate(${places[i].x},${places[i].y})`);
      return drawPanel(group, panel, {
        scales,
        isShort,
        hasScale: i % columns === 0,
        hasLabels: !isNarrow && (i === panels.length - 1 || (i + 1) % columns === 0),
        events: {onPoint, onChoose}
      });
    });
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    if (shown !== undefined) show(shown.panels, shown.domains);
  });
  return Object.assign(element.node()!, {show, mark});
}

/**
 * Returns where a key moves the focus: up and down within a panel, to the sides to the same row of
 * another panel. Undefined for other keys, and where there is nothing farther.
 *
 * @param panels the panel of each thing that can have the focus, in their order
 */
export function turnAfter(
  key: string,
  panels: readonly string[],
  current: number
): number | undefined {
  const own = panels[current];
  if (key === "ArrowDown" || key === "ArrowUp") {
    const next = current + (key === "ArrowDown" ? 1 : -1);
    return panels[next] === own ? next : undefined;
  }
  if (key !== "ArrowRight" && key !== "ArrowLeft") return undefined;
  const first = panels.indexOf(own);
  const beside = key === "ArrowRight" ? panels.lastIndexOf(own) + 1 : first - 1;
  const other = panels[beside];
  if (other === undefined) return undefined;
  return Math.min(panels.indexOf(other) + current - first, panels.lastIndexOf(other));
}

/** A panel as it is drawn. */
interface DrawnPanel {
  panel: SmallPanel;
  group: SVGGElement;
  show(curves: readonly PanelCurve[]): void;
  mark(place: CurvePlace | undefined): void;
}

/** Draws one panel in its group, without its curves. */
function drawPanel(
  group: Drawing<SVGGElement>,
  panel: SmallPanel,
  parts: {
    scales: CurveScales;
    isShort: boolean;
    hasScale: boolean;
    hasLabels: boolean;
    events: Pick<SmallMultiplesOptions, "onPoint" | "onChoose">;
  }
): DrawnPanel {
  const {scales, isShort, hasScale, hasLabels, events} = parts;
  const [across, up] = [scales.x.range()[1], scales.y.range()[0]];
  const {cover} = panel;
  let curves: readonly PanelCurve[] = [];
  group
    .append("text")
    .attr("class", "panel-title")
    .attr("y", -8)
    .text(isShort ? (panel.shortTitle ?? panel.title) : panel.title);
  const axes = axisGroups(group, {left: 0, bottom: up});
  curveAxes(axes, scales, {lines: up < 60 ? 3 : 4, isShort});
  axes.beside.classed("without-text", !hasScale);
  const inside = group.append("g").attr("class", "panel-curves");
  const lines = curveLines(inside);
  const names = group.append("g");
  group.classed("panel-covered", cover !== undefined);
  const field = group.append("rect").attr("class", "panel-field");
  field.attr("width", across).attr("height", up);
  if (cover !== undefined) drawCover(group, cover, {title: panel.title, across, up});
  function show(next: readonly PanelCurve[]): void {
    curves = next;
    lines.show(curves, scales);
    if (hasLabels && cover === undefined) nameCurves(names, curves, scales, across);
  }
  const at = (event: PointerEvent | MouseEvent): PanelPlace => {
    const [px, py] = pointer(event, group.node());
    const place = cover === undefined ? nearestPlace(curves, scales, [px, py]) : undefined;
    return {panel: panel.id, place};
  };
  group.on("pointermove", (event: PointerEvent) => events.onPoint(at(event)));
  group.on("pointerleave", () => events.onPoint(undefined));
  group.on("click", (event: MouseEvent) => events.onChoose(at(event)));
  return {panel, show, mark: lines.mark, group: group.node()!};
}

function drawCover(
  group: Drawing<SVGGElement>,
  cover: string,
  {title, across, up}: {title: string; across: number; up: number}
): void {
  const button = group.append("g").attr("class", "panel-cover").attr("role", "button");
  button.attr("tabindex", -1).attr("aria-label", `${title}: ${cover}`);
  button.append("rect").attr("width", across).attr("height", up);
  const words = button
    .append("text")
    .attr("x", across / 2)
    .attr("y", up / 2);
  words.text(cover);
}

/** Names the curves at their ends, beside a panel. */
function nameCurves(
  group: Drawing<SVGGElement>,
  curves: readonly PanelCurve[],
  {y}: CurveScales,
  across: number
): void {
  const ends = curves.filter(({solid}) => solid.length > 0);
  const ys = spreadLabels(ends.map(({solid}) => ({x: 0, y: y(solid.at(-1)!.y), width: 1})));
  group
    .selectAll("text")
    .data(ends)
    .join("text")
    .attr("class", ({className}) => `curve-name ${className}`)
    .attr("x", across + 6)
    .attr("y", (_, i) => ys[i])
    .text(({name}) => name);
}
