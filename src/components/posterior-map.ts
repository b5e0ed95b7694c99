import {create, scaleLinear} from "d3";
import type {Drawing, Scale} from "./axes.js";
import {labelledAxes, latentName, onWidth} from "./axes.js";
import type {PlaneField} from "./density.js";
import {densityBands} from "./density.js";
import {fieldRows, giveData} from "./figure-data.js";
import type {View} from "./plane-view.js";

/** A field that is drawn, and the thresholds of its bands. */
export interface Bands {
  field: PlaneField;
  thresholds: readonly number[];
}

/** A view of the latent plane with a posterior on it as a heat map, to draw upon. */
export interface PosteriorMap {
  element: HTMLElement;
  svg: Drawing<SVGSVGElement>;
  /** What is drawn here is cut off at the border. */
  inside: Drawing<SVGGElement>;
  /** Where pointing counts, in front of all else. */
  field: SVGRectElement;
  x: Scale;
  y: Scale;
  /** Looks at another part of the plane. */
  look(view: View): void;
  /** Draws a density as a heat map, and contours of it. */
  density(heat: Bands, contours?: Bands): void;
}

/** The shades of a whole plane, in nats below the peak, and of a hill, in shares of its height. */
const planeDepths = [400, 200, 100, 50, 25, 10, 4, 1];
const hillShares = [0.003, 0.01, 0.03, 0.07, 0.13, 0.22, 0.34, 0.48, 0.64, 0.82];

/** Returns log p(x, z) over the whole plane as it is shaded: its steps reach hundreds of nats down. */
export function planeBands(field: PlaneField): Bands {
  const greatest = Math.max(...Array.from(field.values));
  return {field, thresholds: planeDepths.map((depth) => greatest - depth)};
}

/** Returns log p(x, z) near its peak as it is shaded: by the height of the density. */
export function hillBands(field: PlaneField): Bands {
  const greatest = Math.max(...Array.from(field.values));
  return {field, thresholds: hillShares.map((share) => greatest + Math.log(share))};
}

/** Options for posteriorMap. */
export interface PosteriorMapOptions {
  /** The side of the square that it fills where there is room, in CSS pixels. */
  side: number;
  /** What a screen reader calls it, such as “the whole plane”. */
  name: string;
  /** What its axes are called; defaults to z₁ and z₂. */
  axes?: readonly [across: string, up: string];
  /** Called whenever the scales have changed, to draw again what stands on the map. */
  redraw: () => void;
}

const latentAxes = [latentName("z", 0), latentName("z", 1)] as const;

const margin = {left: 46, right: 8, top: 8, bottom: 44};
/** Narrower than this it is at most so high, in CSS pixels: what is below it is to be seen with it. */
const narrow = {width: 400, height: 300};
/** The radii of the prior’s circles, in standard deviations. */
const priorCircles = [1, 2, 3];

/** Returns a view of the plane with the same scale in both directions. */
export function posteriorMap({
  side,
  name,
  axes = latentAxes,
  redraw
}: PosteriorMapOptions): PosteriorMap {
  const stage = create("div").attr("class", "q-plane");
  const svg = stage.append("svg").attr("role", "group");
  svg.attr("aria-label", name);
  const x = scaleLinear();
  const y = scaleLinear();
  const grid = svg.append("g").attr("aria-hidden", "true");
  const pane = svg.append("svg").style("overflow", "hidden");
  const back = pane.append("g");
  const prior = back.append("g").attr("class", "prior-circles").attr("data-term", "prior");
  const heat = back.append("g").attr("class", "heat").attr("data-term", "posterior");
  const lines = back.append("g").attr("class", "mass-contours").attr("data-term", "posterior");
  const inside = pane.append("g");
  const field = svg.append("rect").attr("class", "field").node()!;
  let drawn: {heat: Bands; contours?: Bands} | undefined;
  let looked: View = [-1, 1, -1, 1];
  let isMade = false; // before that nothing stands on the map

  function layOut(width: number): void {
    const height = width < narrow.width ? Math.min(width, narrow.height) : width;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, width - margin.right]);
    y.range([height - margin.bottom, margin.top]);
    const box = {
      x: margin.left,
      y: margin.top,
      width: x.range()[1] - margin.left,
      height: y.range()[0] - margin.top
    };
    for (const [attribute, value] of Object.entries(box)) {
      pane.attr(attribute, value);
      field.setAttribute(attribute, String(value));
    }
    pane.attr("viewBox", Object.values(box).join(" "));
    look(looked);
  }

  /** Looks at a square, and beside it at as much more as there is room for. */
  function look(view: View): void {
    looked = view;
    const [across, up] = [x.range()[1] - x.range()[0], y.range()[0] - y.range()[1]];
    const unit = Math.min(across / (view[1] - view[0]), up / (view[3] - view[2]));
    const [middle, level] = [(view[0] + view[1]) / 2, (view[2] + view[3]) / 2];
    x.domain([middle - across / unit / 2, middle + across / unit / 2]);
    y.domain([level - up / unit / 2, level + up / unit / 2]);
    draw();
    if (isMade) redraw();
  }

  function draw(): void {
    grid.selectChildren().remove();
    const ticks = {
      xTicks: (x.range()[1] - margin.left) / 62,
      yTicks: (y.range()[0] - margin.top) / 62
    };
    const {xLabel, yLabel} = labelledAxes(grid, x, y, ticks);
    xLabel.classed("of-z", axes === latentAxes).text(axes[0]);
    yLabel.classed("of-z", axes === latentAxes).text(axes[1]);
    const circles = prior.selectAll("circle").data(priorCircles).join("circle");
    circles
      .attr("cx", x(0))
      .attr("cy", y(0))
      .attr("r", (r) => x(r) - x(0));
    if (drawn === undefined) return;
    densityBands(heat, drawn.heat.field, drawn.heat.thresholds, {x, y});
    if (drawn.contours !== undefined) {
      densityBands(lines, drawn.contours.field, drawn.contours.thresholds, {x, y});
    }
  }

  giveData(stage.node()!, `log p(x, z), ${name}`, () =>
    fieldRows(drawn?.heat.field, "log_joint_nats")
  );
  const map: PosteriorMap = {
    element: stage.node()!,
    svg,
    inside,
    field,
    x,
    y,
    look,
    density(nextHeat, contours) {
      drawn = {heat: nextHeat, contours};
      draw();
    }
  };
  onWidth(map.element, {least: 180, most: side}, layOut);
  isMade = true;
  return map;
}
