import {onColorScheme} from "../../components/color-scheme.js";
import {create, format, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {labelledAxes, latentName, svgBox, svgMark} from "../../components/axes.js";
import type {NamedCodes} from "../../components/codes.js";
import {canvasScale, layCodes} from "../../components/codes.js";
import type {PlaneField} from "../../components/density.js";
import {clamp, draggable} from "../../components/drag.js";
import {codeRows, giveData} from "../../components/figure-data.js";
import {failureNote} from "../../components/notice.js";
import {keepSizes} from "../../components/drawn-size.js";

/** A point of the unit square. */
export type Pair = readonly [number, number];

/** What draws q(z)/p(z): it comes when a reader asks for it. */
type DrawRatio = (
  group: Drawing<SVGGElement>,
  ratio: PlaneField,
  scales: {x: Scale; y: Scale}
) => void;

/** An input of two u, drawn as a point on the unit square. */
export interface UnitSquare extends HTMLElement {
  /** The point; setting it moves the mark and says nothing. */
  value: Pair;
  /** Where u may go, drawn in; setting it moves the mark into it and says nothing. */
  range: Pair;
  /** Says which two latents, counted from 0, of which view the square shows. */
  name(latents: Pair, view: string): void;
  /** Lays codes over the square, by class; their coordinates are of u. Undefined takes them off. */
  lay(codes: NamedCodes | undefined): void;
  /** Shades the square by q(z)/p(z), and says it of the point. */
  shade(ratio: PlaneField, draw: DrawRatio): void;
  /** Takes the shades off. */
  unshade(): void;
  /** Says, in its place, why there is no square, until it is named again. */
  fail(error: unknown): void;
}

const frame = {width: 248, height: 246, left: 44, right: 236, top: 12, bottom: 204};
const keyboardStep = 0.01; // of u
const twoDigits = format(".2~r");
const twoDecimals = format(".2f");

/**
 * Returns the unit square with a mark that can be dragged and moved by the arrow keys.
 *
 * @param range where u may go at first; defaults to [0.05, 0.95]
 */
export function unitSquare({
  value = [0.5, 0.5],
  range = [0.05, 0.95]
}: {value?: Pair; range?: Pair} = {}): UnitSquare {
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const figure = create("div").attr("class", "square");
  const formula = figure.append("p").attr("class", "formula");
  const stage = figure.append("div").attr("class", "square-stage");
  const below = stage.append("svg").attr("viewBox", `0 0 ${frame.width} ${frame.height}`);
  const shades = below.attr("aria-hidden", "true").append("g").attr("class", "square-ratio");
  const canvas = stage.append("canvas").node()!;
  canvas.width = frame.width * canvasScale;
  canvas.height = frame.height * canvasScale;
  canvas.ariaHidden = "true";
  const svg = stage.append("svg").attr("viewBox", `0 0 ${frame.width} ${frame.height}`);
  keepSizes(svg.node()!);
  const reach = svg.append("g");
  const field = svgBox(svg, "field", x.range(), y.range());
  const {xLabel, yLabel} = labelledAxes(svg, x, y);
  xLabel.classed("of-u", true);
  yLabel.classed("of-u", true);
  const classes = svg.append("g").attr("class", "class-names").attr("aria-hidden", "true");
  const string = svg.append("path").attr("class", "string");
  const mark = svgMark(svg, "u").attr("role", "slider");
  mark.attr("aria-roledescription", "point in two dimensions");
  const failure = failureNote();
  stage.append(() => failure);

  const element = figure.node()!;
  let names = ["", ""];
  let axes: Pair = [0, 1];
  let codes: NamedCodes | undefined;
  let ratio: PlaneField | undefined;

  function redraw(): void {
    const [px, py] = [x(value[0]), y(value[1])];
    const text = value.map(twoDecimals);
    const density = ratio === undefined ? "" : `, q(z)/p(z) = ${twoDigits(ratioAt(ratio, value))}`;
    formula.text(`(${names.join(", ")}) = (${text.join(", ")})${density}`);
    string.attr("d", `M${px},${frame.bottom}V${py}H${frame.left}`);
    mark.attr("transform", `translate(${px},${py})`).attr("aria-valuenow", value[0]);
    mark.attr("aria-valuetext", names.map((ui, i) => `${ui} = ${text[i]}`).join(", "));
  }

  function setRange(next: Pair): void {
    range = next;
    reach.selectChildren().remove();
    svgBox(reach, "box", range.map(x), range.map(y));
    mark.attr("aria-valuemin", range[0]).attr("aria-valuemax", range[1]);
    set(value);
  }

  function lay(next: NamedCodes | undefined): void {
    if (next === codes) return;
    codes = next;
    drawCodes();
  }

  function shade(next: PlaneField, draw: DrawRatio): void {
    if (next === ratio) return;
    ratio = next;
    draw(shades, next, {x, y});
    redraw();
  }

  function unshade(): void {
    if (ratio === undefined) return;
    ratio = undefined;
    shades.selectChildren().remove();
    redraw();
  }

  function drawCodes(): void {
    // Between two views the axes may already be those of the next one, of more latents.
    const hasAxes = codes !== undefined && Math.max(...axes) < codes.latentSize;
    layCodes(canvas, classes, hasAxes ? codes : undefined, {x, y, axes});
  }

  function set(u: Pair): void {
    value = [clamp(u[0], range), clamp(u[1], range)];
    redraw();
  }
  function move(u: Pair): void {
    set(u);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  draggable(mark.node()!, {
    field: field.node()!,
    drag: (px, py) => move([x.invert(px), y.invert(py)]),
    key: (right, up) => move([value[0] + keyboardStep * right, value[1] + keyboardStep * up])
  });

  function name(latents: Pair, view: string): void {
    const others = latents.some((latent, i) => latent !== axes[i]);
    axes = latents;
    if (others) drawCodes();
    names = latents.map((latent) => latentName("u", latent));
    failure.hidden = true;
    mark.attr("aria-label", `(${names.join(", ")}) on the unit square, ${view}`);
    xLabel.text(names[0]);
    yLabel.text(names[1]);
    redraw();
  }

  giveData(element, "the point of the square", () => [
    Object.fromEntries(axes.map((axis, i) => [`u_${axis + 1}`, value[i]]))
  ]);
  giveData(element, "test codes", () => codeRows(codes?.codes, codes, "u"));
  giveData(element, "q(z)/p(z) over the square", () => ratioRows(ratio, axes));
  name([0, 1], "latent space");
  setRange(range);
  onColorScheme(drawCodes);
  return Object.defineProperties(
    Object.assign(element, {name, lay, shade, unshade, fail: failure.fail}),
    {
      value: {get: () => value, set},
      range: {get: () => range, set: setRange}
    }
  ) as unknown as UnitSquare;
}

/** Returns q(z)/p(z) in the cell of a point. */
function ratioAt({values, columns, rows}: PlaneField, [across, up]: Pair): number {
  const cell = (u: number, count: number) => Math.min(Math.floor(u * count), count - 1);
  return values[cell(up, rows) * columns + cell(across, columns)];
}

/** Returns a row for each cell, with u at its middle. */
function ratioRows(ratio: PlaneField | undefined, axes: Pair) {
  if (ratio === undefined) return [];
  const {values, columns, rows} = ratio;
  return Array.from(values, (value, i) => ({
    [`u_${axes[0] + 1}`]: ((i % columns) + 0.5) / columns,
    [`u_${axes[1] + 1}`]: (Math.floor(i / columns) + 0.5) / rows,
    "q/p": value
  }));
}
