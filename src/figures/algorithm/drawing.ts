import {create, extent, line, range as sequence, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {labelledAxes, onWidth} from "../../components/axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import type {TinyImage} from "../../math/tiny-vae.js";
import {tinyDecoded, tinyQ} from "../../math/tiny-vae.js";
import type {AlgorithmMoment} from "./run.js";

/** The data, the minibatch and what becomes of it, as far as the lines have been run. */
interface AlgorithmDrawing extends HTMLElement {
  show(moment: AlgorithmMoment): void;
}

const widths = {least: 280, most: 380};
const margin = {left: 46, right: 10, top: 10, bottom: 44};
const planeHeight = 260;
const stringsHeight = 150;
/** Where ε and z stand in the lower drawing, and how high their densities are. */
const [noiseFloor, latentFloor, hump] = [48, 118, 30];
const reach = 3.2;
const grid = sequence(-reach, reach + 0.01, 0.1);
/** The line from which a part of the drawing is known. */
const KNOWN = {minibatch: 1, noise: 2, draws: 3, estimates: 4} as const;

/** Returns the plane of the two pixels, and under it the noise on its way to z. */
export function algorithmDrawing(data: readonly TinyImage[]): AlgorithmDrawing {
  const element = create("div").attr("class", "algorithm-drawing");
  const plane = appendImage(element, "the images of the toy, by their two pixels");
  const strings = appendImage(element, "noise ε, and the draws z = μ + σε that it becomes");
  for (const drawing of [plane, strings]) keepSizes(drawing.node()!);
  const domainOf = (pixel: 0 | 1) => extent(data, (image) => image[pixel]) as [number, number];
  const x = scaleLinear().domain(domainOf(0)).nice();
  const y = scaleLinear().domain(domainOf(1)).nice();
  const z = scaleLinear([-reach, reach], [0, 1]);
  let present: AlgorithmMoment | undefined;
  let width: number = widths.most;

  function show(moment: AlgorithmMoment): void {
    present = moment;
    plane.attr("viewBox", `0 0 ${width} ${planeHeight}`);
    strings.attr("viewBox", `0 0 ${width} ${stringsHeight}`);
    for (const across of [x, z]) across.range([margin.left, width - margin.right]);
    y.range([planeHeight - margin.bottom, margin.top]);
    drawPlane(plane, {x, y}, data, moment);
    drawStrings(strings, z, data, moment);
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    if (present !== undefined) show(present);
  });
  giveData(element.node()!, "the data", () =>
    data.map(([x1, x2], i) => ({
      image: i + 1,
      x_1: x1,
      x_2: x2,
      in_minibatch: present?.step.minibatch.includes(i) ? 1 : 0
    }))
  );
  return Object.assign(element.node()!, {show});
}

/** Draws the images, and where the decoder puts the draws, as far as the lines have been run. */
function drawPlane(
  plane: Drawing<SVGSVGElement>,
  {x, y}: {x: Scale; y: Scale},
  data: readonly TinyImage[],
  {line: now, parameters, step}: AlgorithmMoment
): void {
  const right = x.range()[1];
  plane.selectChildren().remove();
  const {xLabel, yLabel} = labelledAxes(plane, x, y);
  xLabel.text("x₁");
  yLabel.text("x₂");
  const pane = plane.append("svg").style("overflow", "hidden").attr("x", margin.left);
  const [across, up] = [right - margin.left, y.range()[0] - margin.top];
  pane.attr("y", margin.top).attr("width", across).attr("height", up);
  pane.attr("viewBox", `${margin.left} ${margin.top} ${across} ${up}`);
  const at = ([x1, x2]: TinyImage) => ({cx: x(x1), cy: y(x2)});
  const decoded = (value: number) => tinyDecoded(parameters, value);
  pane
    .append("path")
    .attr("class", "decoder-line")
    .attr(
      "d",
      line<number>(
        (v) => x(decoded(v)[0]),
        (v) => y(decoded(v)[1])
      )([-reach, reach])
    );
  for (const tick of [-2, -1, 0, 1, 2]) {
    const {cx, cy} = at(decoded(tick));
    pane
      .append("circle")
      .attr("class", "decoder-tick")
      .attr("cx", cx)
      .attr("cy", cy)
      .attr("r", 2.5);
  }
  for (const image of data) {
    const {cx, cy} = at(image);
    pane.append("circle").attr("class", "tiny-image").attr("cx", cx).attr("cy", cy).attr("r", 2.5);
  }
  step.minibatch.forEach((image, i) => {
    const {cx, cy} = at(data[image]);
    if (now >= KNOWN.estimates) {
      for (const value of step.draws[i].z) {
        const end = at(decoded(value));
        const path = `M${cx},${cy}L${end.cx},${end.cy}`;
        pane.append("path").attr("class", "residual").attr("d", path);
        pane
          .append("circle")
          .attr("class", "decoded of-z")
          .attr("r", 3.5)
          .attr("cx", end.cx)
          .attr("cy", end.cy);
      }
    }
    pane
      .append("circle")
      .attr("class", "tiny-image chosen")
      .attr("r", 4.5)
      .attr("cx", cx)
      .attr("cy", cy);
    const name = pane
      .append("text")
      .attr("class", "image-number")
      .attr("x", cx + 7)
      .attr("y", cy - 5);
    name.text(i + 1);
  });
  plane.attr(
    "aria-label",
    `${data.length} images of two pixels, the ${step.minibatch.length} of the minibatch, and the ` +
      "line on which the decoder puts them"
  );
}

/** Draws the noise on its way to z, and q of each image. */
function drawStrings(
  strings: Drawing<SVGSVGElement>,
  z: Scale,
  data: readonly TinyImage[],
  {line: now, parameters, step}: AlgorithmMoment
): void {
  strings.selectChildren().remove();
  const axis = (floor: number, text: string, className: string) => {
    strings
      .append("path")
      .attr("class", "rail")
      .attr("d", `M${z.range()[0]},${floor}H${z.range()[1]}`);
    const name = strings.append("text").attr("class", `rail-name ${className}`);
    name
      .attr("x", 0)
      .attr("y", floor + 4)
      .text(text);
  };
  const curve = (mu: number, sigma: number, floor: number, height: number) =>
    line<number>(
      (v) => z(v),
      (v) => floor - height * Math.exp(-(((v - mu) / sigma) ** 2) / 2)
    )(grid);
  const density = (className: string, path: string | null) =>
    strings.append("path").attr("class", className).attr("d", path);
  axis(noiseFloor, "ε", "of-epsilon");
  axis(latentFloor, "z", "of-z");
  density("noise-curve", curve(0, 1, noiseFloor, hump));
  density("prior-curve", curve(0, 1, latentFloor, hump));
  step.minibatch.forEach((image, i) => {
    const {mu, sigma} = tinyQ(parameters, data[image]);
    density("q-curve", curve(mu[0], sigma[0], latentFloor, hump));
    step.draws[i].epsilon.forEach((e, l) => {
      if (now >= KNOWN.draws) {
        const to = step.draws[i].z[l];
        const path = `M${z(e)},${noiseFloor}L${z(to)},${latentFloor}`;
        strings.append("path").attr("class", "string").attr("d", path);
        const dot = strings.append("circle").attr("class", "draw of-z").attr("r", 4);
        dot.attr("cx", z(to)).attr("cy", latentFloor);
      }
      if (now < KNOWN.noise) return;
      const dot = strings.append("circle").attr("class", "draw of-epsilon").attr("r", 4);
      dot.attr("cx", z(e)).attr("cy", noiseFloor);
      if (l > 0) return;
      const name = strings.append("text").attr("class", "image-number");
      name
        .attr("x", z(e) + 5)
        .attr("y", noiseFloor - 6)
        .text(i + 1);
    });
  });
  const label = strings
    .append("text")
    .attr("class", "axis-label")
    .attr("y", stringsHeight - 8);
  label.attr("x", (z.range()[0] + z.range()[1]) / 2).text("q(z|x) of each image, and the prior");
  strings.attr("aria-label", "noise ε, and the draws z = μ + σε that it becomes");
}
