import {area, axisBottom, axisLeft, create, extent, line, range as sequence, scaleLinear} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import type {Center} from "../../components/center.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";

/** A point of the integrand. */
interface Point {
  z: number;
  value: number;
}

/** The integrand of −KL(q‖p), whose area above zero less that below is −KL. */
export interface KlIntegrand extends HTMLElement {
  /** Draws it for a q, with the points of a quadrature: the number of its nodes. */
  show(q: Center, nodes: number): void;
}

const frame = {left: 52, margin: 10, top: 22, bottom: 148, height: 190};
const widths = {least: 300, most: 600};
const reach = 5.8; // of the quadrature, in standard deviations of q; see vae/normal-grid

/**
 * Returns the drawing.
 *
 * @param logRatio returns log p(z) − log q(z) at z = μ + σε
 */
export function klIntegrand(logRatio: (q: Center, epsilon: number) => number): KlIntegrand {
  const element = create("div").attr("class", "kl-integrand");
  const svg = appendImage(element, "the integrand of −KL over z");
  const x = scaleLinear();
  const y = scaleLinear().range([frame.bottom, frame.top]);
  const gain = svg.append("path").attr("class", "kl-gain");
  const cost = svg.append("path").attr("class", "kl-cost");
  const curve = svg.append("path").attr("class", "curve");
  const dots = svg.append("g");
  const {below, beside} = axisGroups(svg, frame);
  const name = svg.append("text").attr("class", "axis-name").attr("x", 0).attr("y", 10);
  name.text("q(z) (log p(z) − log q(z)): its area is −KL");
  const zName = svg.append("text").attr("class", "axis-label of-z").text("z");
  zName.attr("y", frame.height - 8);
  let width: number = widths.most;
  let shown: [Center, number] | undefined;
  let points: Point[] = [];

  function show(q: Center, nodes: number): void {
    shown = [q, nodes];
    const at = (epsilon: number): Point => ({
      z: q.mu + q.sigma * epsilon,
      value:
        (Math.exp(-(epsilon ** 2) / 2) / (q.sigma * Math.sqrt(2 * Math.PI))) * logRatio(q, epsilon)
    });
    points = sequence(-reach, reach + 0.01, 0.05).map(at);
    const [low, high] = extent(points, ({value}) => value) as [number, number];
    x.domain([q.mu - reach * q.sigma, q.mu + reach * q.sigma]).range([
      frame.left,
      width - frame.margin
    ]);
    y.domain([Math.min(low, 0), Math.max(high, 0) || 1e-9]).nice(4);
    const fill = (part: (value: number) => number) =>
      area<Point>(
        ({z}) => x(z),
        y(0),
        ({value}) => y(part(value))
      )(points);
    gain.attr(
      "d",
      fill((value) => Math.max(0, value))
    );
    cost.attr(
      "d",
      fill((value) => Math.min(0, value))
    );
    curve.attr(
      "d",
      line<Point>(
        ({z}) => x(z),
        ({value}) => y(value)
      )(points)
    );
    dots
      .selectAll("circle")
      .data(Array.from({length: nodes}, (_, i) => at(reach * ((2 * i) / (nodes - 1) - 1))))
      .join("circle")
      .attr("r", 2.5)
      .attr("fill", "currentColor")
      .attr("cx", ({z}) => x(z))
      .attr("cy", ({value}) => y(value));
    below.call(axisBottom(x).ticks(6).tickSizeOuter(0));
    beside.call(axisLeft(y).ticks(4).tickSizeOuter(0));
    zName.attr("x", (frame.left + width) / 2);
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    if (shown !== undefined) show(...shown);
  });
  giveData(element.node()!, "the integrand", () =>
    points.map(({z, value}) => ({z, integrand_nats: value}))
  );
  return Object.assign(element.node()!, {show});
}
