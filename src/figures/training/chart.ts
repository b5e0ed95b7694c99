import type {ScaleLinear, ScaleLogarithmic} from "d3";
import {area, axisBottom, axisLeft, create, format, line, scaleLinear, scaleLog} from "d3";
import type {Drawing} from "../../components/axes.js";
import {axisGroups, onWidth} from "../../components/axes.js";
import {spreadLabels} from "../../components/codes.js";
import type {DataRow} from "../../components/figure-data.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {CurvePoint} from "../../training/state.js";

/** A curve with its name. */
interface NamedCurve {
  name: string;
  points: readonly CurvePoint[];
}

/** What the chart shows. */
interface TrainingChartData {
  /** The run whose bound is taken apart. */
  run: NamedCurve;
  /** The entropy of its pixels, in nats per image. */
  floor: number;
  /** The images that the run is to see in all. */
  planned: number;
  /** Runs to compare it with, by their bounds on held-out images. */
  recorded: readonly NamedCurve[];
}

/** The bound over images seen. */
export interface TrainingChart extends HTMLElement {
  show(data: TrainingChartData): void;
}

const frame = {height: 356, top: 14, below: 44, left: 54, labels: 148};
/** On a phone it leaves room for the sheet under it, in CSS pixels. */
const narrow = {width: 400, height: 250};
const widths = {least: 300, most: 640};
const nats = informationFormat(",.1f");

/**
 * Returns a chart of a run: the bound on held-out images hangs from 0 nats as the floor of the
 * pixels, what the reconstruction costs beyond it, and the KL; a dashed line is the bound on
 * training images. Under it lie other runs, as thin lines.
 */
export function trainingChart(): TrainingChart {
  const element = create("div").attr("class", "training-chart");
  const svg = appendImage(element, "the bound over the images seen");
  const clip = svg.append("clipPath").attr("id", "training-clip").append("rect");
  const others = recordedCurves(svg.append("g").attr("clip-path", "url(#training-clip)"));
  const layers = boundLayers(svg.append("g").attr("clip-path", "url(#training-clip)"));
  const {below, beside} = axisGroups(svg, {left: frame.left, bottom: 0});
  const xLabel = svg.append("text").attr("class", "axis-label").text("images seen");
  const yLabel = svg
    .append("text")
    .attr("class", "axis-label")
    .call(unitLabel, () => `${shownUnit()} per image`);
  const labels = layerLabels(svg.append("g"));
  let width: number = widths.most;
  let bottom = 0;
  let present: TrainingChartData | undefined;

  function show(data: TrainingChartData): void {
    present = data;
    const {run, floor, planned, recorded} = data;
    const curves = [run, ...recorded].map(({points}) => points);
    const right = width - frame.labels;
    const scales: CurveScales = {
      x: scaleLog(imagesShown(curves, planned), [frame.left, right]),
      y: scaleLinear([lowestShown(curves), 0], [bottom, frame.top])
    };
    clip.attr("x", frame.left).attr("y", frame.top);
    clip.attr("width", right - frame.left).attr("height", bottom - frame.top);
    below.call(
      axisBottom(scales.x)
        .ticks(right / 90, "~s")
        .tickSizeOuter(0)
    );
    beside.call(axisLeft(informationScale(scales.y)).ticks(6).tickSizeOuter(0));
    xLabel.attr("x", (frame.left + right) / 2);
    layers.show(run.points, floor, scales);
    others.show(recorded, scales);
    labels.show({run, floor, recorded}, scales.y, right);
    svg.attr("aria-label", words(data));
  }

  followUnit(element.node()!, () => {
    if (present !== undefined) show(present);
  });
  onWidth(element.node()!, widths, (next) => {
    width = next;
    const height = width < narrow.width ? narrow.height : frame.height;
    bottom = height - frame.below;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    below.attr("transform", `translate(0,${bottom})`);
    xLabel.attr("y", bottom + 36);
    yLabel.attr("transform", `translate(9,${(frame.top + bottom) / 2}) rotate(-90)`);
    if (present !== undefined) show(present);
  });
  giveData(element.node()!, "runs", () =>
    (present === undefined ? [] : [present.run, ...present.recorded]).flatMap(curveRows)
  );
  return Object.assign(element.node()!, {show});
}

function curveRows({name, points}: NamedCurve): DataRow[] {
  return points.map(({imagesSeen, train, heldOut}) => ({
    run: name,
    images_seen: imagesSeen,
    bound_in_training_nats: train.elbo,
    bound_held_out_nats: heldOut.elbo,
    reconstruction_held_out_nats: heldOut.reconstruction,
    kl_held_out_nats: heldOut.kl
  }));
}

/** Returns what a screen reader says of the chart. */
function words({run, floor}: TrainingChartData): string {
  const last = run.points.at(-1);
  if (last === undefined) return "the bound over images seen: nothing yet";
  const {elbo, reconstruction, kl} = last.heldOut;
  return (
    `${run.name}: after ${format(",")(last.imagesSeen)} images the bound on held-out images is ` +
    `${nats(elbo)} ${shownUnit()}: reconstruction ${nats(reconstruction)}, of which the floor is ` +
    `${nats(-floor)}, and minus a KL of ${nats(kl)}`
  );
}

/** Scales from images seen, and from nats per image, to CSS pixels. */
interface CurveScales {
  x: ScaleLogarithmic<number, number>;
  y: ScaleLinear<number, number>;
}

/** The bound of a run over time, as layers that hang from 0 nats. */
interface BoundLayers {
  /**
   * Draws a curve; without points it draws nothing.
   *
   * @param floor the entropy of the pixels, in nats per image
   */
  show(points: readonly CurvePoint[], floor: number, scales: CurveScales): void;
}

/** Returns the layers and lines of one run, drawn in a group. */
function boundLayers(group: Drawing<SVGGElement>): BoundLayers {
  const layer = (name: string) =>
    group.append("path").attr("class", `layer layer-${name}`).attr("data-term", name);
  const [floorLayer, reconstruction, kl] = ["pixel-floor", "reconstruction", "kl-prior"].map(layer);
  const train = group.append("path").attr("class", "curve curve-train");
  const heldOut = group.append("path").attr("class", "curve curve-held-out");
  heldOut.attr("data-term", "elbo");

  function show(points: readonly CurvePoint[], floor: number, {x, y}: CurveScales): void {
    const between = (upper: (point: CurvePoint) => number, lower: (point: CurvePoint) => number) =>
      area<CurvePoint>(
        (point) => x(point.imagesSeen),
        (point) => y(lower(point)),
        (point) => y(upper(point))
      )(points as CurvePoint[]);
    const along = (value: (point: CurvePoint) => number) =>
      line<CurvePoint>(
        (point) => x(point.imagesSeen),
        (point) => y(value(point))
      )(points as CurvePoint[]);
    const toFloor = () => -floor;
    floorLayer.attr(
      "d",
      between(() => 0, toFloor)
    );
    reconstruction.attr(
      "d",
      between(toFloor, (point) => point.heldOut.reconstruction)
    );
    kl.attr(
      "d",
      between(
        (point) => point.heldOut.reconstruction,
        (point) => point.heldOut.elbo
      )
    );
    heldOut.attr(
      "d",
      along((point) => point.heldOut.elbo)
    );
    train.attr(
      "d",
      along((point) => point.train.elbo)
    );
  }

  return {show};
}

/** The names of the layers and curves, at the right of the chart. */
interface LayerLabels {
  /** @param right where the chart ends, in CSS pixels */
  show(
    data: Pick<TrainingChartData, "run" | "floor" | "recorded">,
    y: ScaleLinear<number, number>,
    right: number
  ): void;
}

/** A text at the end of a layer or a curve. */
interface Label {
  term: string;
  text: string;
  at: number;
}

const oneDecimal = informationFormat(",.1f");
const lineHeight = 15;

/** Returns the labels, drawn in a group. */
function layerLabels(group: Drawing<SVGGElement>): LayerLabels {
  return {
    show({run, floor, recorded}, y, right) {
      const last = run.points.at(-1)?.heldOut;
      const labels: Label[] = [];
      if (last !== undefined) {
        const {elbo, reconstruction, kl} = last;
        const beyond = -reconstruction - floor;
        labels.push(
          {term: "pixel-floor", text: `floor ${oneDecimal(floor)}`, at: -floor / 2},
          {
            term: "reconstruction",
            text: `beyond the floor ${oneDecimal(beyond)}`,
            at: (reconstruction - floor) / 2
          },
          {term: "kl-prior", text: `KL(q‖p(z)) ${oneDecimal(kl)}`, at: reconstruction - kl / 2},
          {term: "elbo", text: `ℒ ${oneDecimal(elbo)}, ${run.name}`, at: elbo}
        );
      }
      for (const {name, points} of recorded) {
        const end = points.at(-1)?.heldOut.elbo;
        if (end !== undefined) {
          labels.push({term: "recorded", text: `${oneDecimal(end)} ${name}`, at: end});
        }
      }
      const shown = labels.filter(({at}) => at >= y.domain()[0]);
      // In the order of the layers where two fall on one place.
      const places = shown.map(({at}, i) => ({x: 0, y: y(at) + i / 1000, width: 1}));
      const ys = spreadLabels(places, {lineHeight});
      group
        .selectAll("text")
        .data(shown)
        .join("text")
        .attr("class", ({term}) => `layer-label label-${term}`)
        .attr("data-term", ({term}) => (term === "recorded" ? null : term))
        .attr("x", right + 8)
        .attr("y", (_, i) => ys[i])
        .text(({text}) => text);
    }
  };
}

/** Room under the lowest end of a curve, as a share of it. */
const ROOM = 0.3;

/** The least that a chart of bounds reaches down to, in nats per image. */
const LEAST = 100;

/**
 * Returns how far down a chart of curves reaches, in nats per image, negative: somewhat lower than
 * their ends. A run starts far lower, where there is nothing to be told apart.
 */
export function lowestShown(curves: readonly (readonly CurvePoint[])[]): number {
  const ends = curves.flatMap((points) => {
    const last = points.at(-1);
    return last === undefined ? [] : [-Math.min(last.heldOut.elbo, last.train.elbo)];
  });
  return -Math.max(LEAST, ...ends) * (1 + ROOM);
}

/** Returns the first and the last number of images of an axis that all curves fit on. */
export function imagesShown(
  curves: readonly (readonly CurvePoint[])[],
  planned: number
): [number, number] {
  const [first, last] = [0, -1].map((at) =>
    curves.flatMap((points) => points.at(at)?.imagesSeen ?? [])
  );
  const most = Math.max(planned, 1000, ...last);
  const least = first.length === 0 ? most / 1000 : Math.min(...first);
  return [Math.max(1, Math.min(least, most / 10)), most];
}

/** Thin lines of recorded runs. */
interface RecordedCurves {
  show(runs: readonly NamedCurve[], scales: CurveScales): void;
}

/** Returns the bounds of runs on held-out images, drawn in a group. */
function recordedCurves(group: Drawing<SVGGElement>): RecordedCurves {
  return {
    show(runs, {x, y}) {
      const path = line<CurvePoint>(
        ({imagesSeen}) => x(imagesSeen),
        ({heldOut}) => y(heldOut.elbo)
      );
      group
        .selectAll("path")
        .data(runs)
        .join("path")
        .attr("class", "curve curve-recorded")
        .attr("d", ({points}) => path(points as CurvePoint[]));
    }
  };
}
