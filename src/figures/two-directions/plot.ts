import {area, axisBottom, axisLeft, create, line, max, range as sequence, scaleLinear} from "d3";
import type {Drawing} from "../../components/axes.js";
import {axisName, onWidth} from "../../components/axes.js";
import type {Center} from "../../components/center.js";
import {giveData} from "../../components/figure-data.js";
import {gaussianMarks} from "../../components/gaussian-marks.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {withValue} from "../../components/with-value.js";
import type {TwoHills} from "../../math/two-hills.js";
import {forwardKl, normalLogDensity, hillsLogDensity, reverseKl} from "../../math/two-hills.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {ProfilePoint} from "./profile.js";
import {klProfile} from "./profile.js";

/** An input of q, drawn over the two hills, with both divergences under it. */
export interface TwoHillsPlot extends HTMLElement {
  /** Where q is; setting it says nothing, and draws nothing yet. */
  value: Center;
  /**
   * Draws; says nothing.
   *
   * @param draws of p, as a sleep phase has them
   */
  show(p: TwoHills, q: Center, draws: ArrayLike<number>): void;
}

/** Where q may be put. */
export const placesOfQ = {muRange: [-4, 4], sigmaRange: [0.2, 4]} as const;

const frame = {height: 404, left: 48, margin: 12};
const widths = {least: 300, most: 640};
const upper = {top: 18, bottom: 158}; // the densities
const lower = {top: 234, bottom: 366}; // the divergences
const reach = 5; // of the z-axis
const mostNats = 3;
const profilePoints = 81;
const grid = sequence(-reach, reach + 0.01, 0.02);

/** Returns the plot, with marks for μ and μ + σ that can be dragged and moved by keys. */
export function twoHillsPlot(): TwoHillsPlot {
  const element = create("div").attr("class", "two-hills-plot");
  const node = element.node()!;
  const svg = element.append("svg") as Drawing<SVGSVGElement>;
  svg.attr("role", "group").attr("aria-label", "q over two hills, and both divergences");
  const x = scaleLinear().domain([-reach, reach]);
  const density = scaleLinear().range([upper.bottom, upper.top]);
  const nats = scaleLinear([0, mostNats], [lower.bottom, lower.top]);
  const axis = (transform: string) =>
    svg.append("g").attr("class", "axis").attr("transform", transform);
  const axes = {
    z: axis(`translate(0,${upper.bottom})`),
    mu: axis(`translate(0,${lower.bottom})`),
    nats: axis(`translate(${frame.left},0)`)
  };
  axisName(svg, "p(z), two hills", "of-posterior", [0, 12]);
  axisName(svg, "q(z)", "of-q", [118, 12]);
  axisName(svg, "", "", [0, lower.top - 12]).call(unitLabel, () => `${shownUnit()}:`);
  axisName(svg, "KL(q ‖ p)", "reverse", [44, lower.top - 12]);
  axisName(svg, "KL(p ‖ q)", "forward", [126, lower.top - 12]);
  const muName = svg.append("text").attr("class", "axis-label of-q");
  muName.attr("y", lower.bottom + 36).text("μ of q, at the best σ for each");
  const clip = svg.append("clipPath").attr("id", "two-hills-clip").append("rect");
  clip.attr("x", frame.left).attr("height", upper.bottom);
  const clipBelow = svg.append("clipPath").attr("id", "two-hills-clip-below").append("rect");
  clipBelow
    .attr("x", frame.left)
    .attr("y", lower.top)
    .attr("height", lower.bottom - lower.top);
  const inside = svg.append("g").attr("clip-path", "url(#two-hills-clip)");
  const hills = inside.append("path").attr("class", "hills").attr("data-term", "posterior");
  const rug = inside.append("path").attr("class", "hills-draws");
  const bell = inside.append("path").attr("class", "q-density two-hills-q").attr("data-term", "q");
  const kinds = (["forward", "reverse"] as const).map((kind) => {
    const group = svg.append("g").attr("class", `divergence ${kind}`);
    const curve = group.append("path").attr("clip-path", "url(#two-hills-clip-below)");
    return {kind, curve, dot: group.append("circle").attr("r", 5)};
  });
  let value: Center = {mu: 0, sigma: 1};
  let shown: [TwoHills, Center, ArrayLike<number>] | undefined;
  let profile: {of?: TwoHills; points: ProfilePoint[]} = {points: []};
  const marks = gaussianMarks(svg, x, upper.bottom, (center) => {
    value = center;
    node.dispatchEvent(new Event("input", {bubbles: true}));
  });
  marks.reach(placesOfQ);

  function show(p: TwoHills, q: Center, draws: ArrayLike<number>): void {
    shown = [p, q, draws];
    value = q;
    const ofP = grid.map((z) => Math.exp(hillsLogDensity(p, z).value));
    const ofQ = grid.map((z) => Math.exp(normalLogDensity(q, z)));
    density.domain([0, 1.15 * Math.max(max(ofP)!, Math.min(max(ofQ)!, 1))]);
    const shape = area<number>(
      (_, i) => x(grid[i]),
      upper.bottom,
      (height) => density(height)
    );
    hills.attr("d", shape(ofP));
    bell.attr("d", shape(ofQ));
    const ticks = Array.from(draws, (z) => `M${x(z).toFixed(1)},${upper.bottom - 1}v-9`);
    rug.attr("d", ticks.join(""));
    if (profile.of !== p)
      profile = {of: p, points: klProfile(p, placesOfQ.muRange[1], profilePoints)};
    const values = {forward: forwardKl(q, p), reverse: reverseKl(q, p)};
    for (const {kind, curve, dot} of kinds) {
      const path = line<ProfilePoint>(
        ({mu}) => x(mu),
        (point) => nats(point[kind])
      ).defined((point) => point[kind] < 2 * mostNats);
      curve.attr("d", path(profile.points));
      const isInside = values[kind] <= mostNats;
      dot.classed("beyond", !isInside).attr("cx", x(q.mu));
      dot.attr("cy", isInside ? nats(values[kind]) : lower.top);
    }
    marks.place(q);
  }

  const drawAxis = () => axes.nats.call(axisLeft(informationScale(nats)).ticks(4).tickSizeOuter(0));
  followUnit(node, drawAxis);
  onWidth(node, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    x.range([frame.left, width - frame.margin]);
    for (const one of [clip, clipBelow]) one.attr("width", width - frame.left - frame.margin);
    for (const one of [axes.z, axes.mu]) one.call(axisBottom(x).ticks(7).tickSizeOuter(0));
    drawAxis();
    muName.attr("x", (frame.left + width - frame.margin) / 2);
    if (shown !== undefined) show(...shown);
  });
  giveData(node, "the densities", () => {
    if (shown === undefined) return [];
    const [p, q] = shown;
    return grid.map((z) => ({
      z,
      p_density: Math.exp(hillsLogDensity(p, z).value),
      q_density: Math.exp(normalLogDensity(q, z))
    }));
  });
  giveData(node, "the divergences at the best sigma", () =>
    profile.points.map(({mu, reverse, forward}) => ({
      mu,
      kl_q_p_nats: reverse,
      kl_p_q_nats: forward
    }))
  );
  return withValue(Object.assign(node, {show}), {
    get: () => value,
    set(next: Center) {
      value = next;
    }
  });
}
