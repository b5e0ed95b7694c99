import {area, create, format, line, range as sequence, scaleLinear} from "d3";
import {labelledAxes, latentName, svgBox, svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import {giveData} from "../../components/figure-data.js";
import type {Normal} from "../../math/normal.js";
import {keepSizes} from "../../components/drawn-size.js";

/** An input of one u, drawn as the map u ↦ z = Φ⁻¹(u). */
export interface CdfFigure extends HTMLElement {
  /** Where the marks stand, of u; setting it moves them and says nothing. */
  value: number;
  /** Where u may go, drawn in; setting it moves the marks to its ends and says nothing. */
  range: readonly [number, number];
  /** Says which latent, counted from 0, of which view the figure shows. */
  name(latent: number, view: string): void;
}

const frame = {width: 330, left: 44, right: 318, top: 12, curve: 190, gap: 206, bottom: 262};
const reachOfZ = 3.1; // standard deviations on either side; 0.2 % of the prior lie beyond
const keyboardStep = 0.01; // of u, and of z

/**
 * Returns Φ with u on the vertical and z on the horizontal axis, and the density under it, whose
 * shaded part has the area u. The marks on both axes and on the curve can be dragged.
 *
 * @param range where u may go at first; defaults to [0.05, 0.95]
 */
export function cdfFigure(
  normal: Normal,
  {value = 0.5, range = [0.05, 0.95]}: {value?: number; range?: readonly [number, number]} = {}
): CdfFigure {
  const x = scaleLinear([-reachOfZ, reachOfZ], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.curve, frame.top]);
  const height = scaleLinear([0, normal.pdf(0)], [frame.bottom, frame.gap]);
  const points = sequence(-reachOfZ, reachOfZ + 0.01, 0.05);

  const figure = create("div").attr("class", "cdf");
  const formula = figure.append("p").attr("class", "formula");
  const svg = figure.append("svg").attr("viewBox", `0 0 ${frame.width} 304`);
  keepSizes(svg.node()!);
  const reach = svg.append("g");
  const {xLabel, yLabel} = labelledAxes(svg, x, y, {xTicks: 7, floor: frame.bottom});
  xLabel.classed("of-z", true);
  yLabel.classed("of-u", true);

  const density = area<number>(x, frame.bottom, (z) => height(normal.pdf(z)));
  const shade = svg.append("path").attr("class", "mass");
  svg.append("path").attr("class", "density").attr("d", density.lineY1()(points));
  const curve = line<number>(x, (z) => y(normal.cdf(z)));
  svg.append("path").attr("class", "curve").attr("d", curve(points));
  const note = svg.append("text").attr("class", "note").text("shaded area = u");
  note.attr("x", frame.right).attr("y", frame.gap + 12);
  const string = svg.append("path").attr("class", "string");

  const element = figure.node()!;
  const [onU, onCurve, onZ] = [svgMark(svg, "u"), svgMark(svg, "z"), svgMark(svg, "z")];
  onU.attr("role", "slider");
  onZ.attr("role", "slider");
  let latent = 0;

  function redraw(): void {
    const z = normal.quantile(value);
    const [u3, z3] = [value, z].map(format(".3f"));
    formula.text(`${latentName("z", latent)} = Φ⁻¹(${u3}) = ${z3}`);
    shade.attr("d", density([...points.filter((point) => point < z), z]));
    string.attr("d", `M${frame.left},${y(value)}H${x(z)}V${frame.bottom}`);
    onU.attr("transform", `translate(${frame.left},${y(value)})`);
    onCurve.attr("transform", `translate(${x(z)},${y(value)})`);
    onZ.attr("transform", `translate(${x(z)},${frame.bottom})`);
    onU.attr("aria-valuenow", u3);
    onZ.attr("aria-valuenow", z).attr("aria-valuetext", z3);
  }

  function setRange(next: readonly [number, number]): void {
    range = next;
    const zRange = range.map(normal.quantile);
    reach.selectChildren().remove();
    svgBox(reach, "reach", zRange.map(x), range.map(y));
    onU.attr("aria-valuemin", range[0]).attr("aria-valuemax", range[1]);
    onZ.attr("aria-valuemin", zRange[0]).attr("aria-valuemax", zRange[1]);
    value = clamp(value, range);
    redraw();
  }

  function setU(u: number): void {
    value = clamp(u, range);
    redraw();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  const setZ = (z: number) => setU(normal.cdf(z));
  const stepZ = (steps: number) => setZ(normal.quantile(value) + keyboardStep * steps);

  draggable(onU.node()!, {
    drag: (_, py) => setU(y.invert(py)),
    key: (right, up) => setU(value + keyboardStep * (right + up))
  });
  for (const handle of [onCurve, onZ]) {
    draggable(handle.node()!, {
      drag: (px) => setZ(x.invert(px)),
      key: (right, up) => stepZ(right + up)
    });
  }
  // The other two marks do for the keyboard and a screen reader what this one does.
  onCurve.attr("tabindex", null).attr("aria-hidden", "true");

  function name(newLatent: number, view: string): void {
    latent = newLatent;
    const [u, z] = [latentName("u", latent), latentName("z", latent)];
    svg.attr("role", "group").attr("aria-label", `${view}: ${z} = Φ⁻¹(${u})`);
    onU.attr("aria-label", `${u} on the curve of Φ, ${view}`);
    onZ.attr("aria-label", `${z} under the curve of Φ, ${view}`);
    xLabel.text(`${z}, in standard deviations of the prior`);
    yLabel.text(`${u} = Φ(${z})`);
    redraw();
  }

  giveData(element, "the slider on the curve", () => [
    {latent: latent + 1, u: value, z: normal.quantile(value)}
  ]);
  giveData(element, "the curve", () =>
    points.map((z) => ({z, u: normal.cdf(z), density: normal.pdf(z)}))
  );
  setRange(range);
  name(0, "latent space");
  return Object.defineProperties(Object.assign(element, {name}), {
    value: {
      get: () => value,
      set: (u: number) => {
        value = clamp(u, range);
        redraw();
      }
    },
    range: {get: () => range, set: setRange}
  }) as unknown as CdfFigure;
}
