import {axisBottom, axisLeft, create, format, scaleLinear, scaleLog} from "d3";
import type {CurvePoint} from "../training/state.js";
import {axisGroups, onWidth} from "./axes.js";
import type {CurveScales} from "./bound-layers.js";
import {boundLayers} from "./bound-layers.js";
import {imagesShown, lowestShown} from "./curve-reach.js";
import type {DataRow} from "./figure-data.js";
import {giveData} from "./figure-data.js";
import {layerLabels} from "./layer-labels.js";
import {recordedCurves} from "./recorded-curves.js";

/** A curve with its name. */
export interface NamedCurve {
  name: string;
  points: readonly CurvePoint[];
}

/** What the chart shows. */
export interface TrainingChartData {
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

const frame = {height: 356, top: 14, bottom: 312, left: 54, labels: 148};
const widths = {least: 300, most: 640};
const nats = format(",.1f");

/**
 * Returns a chart of a run: the bound on held-out images hangs from 0 nats as the floor of the
 * pixels, what the reconstruction costs beyond it, and the KL; a dashed line is the bound on
 * training images. Under it lie other runs, as thin lines.
 */
export function trainingChart(): TrainingChart {
  const element = create("div").attr("class", "training-chart");
  const svg = element.append("svg").attr("role", "img");
  const clip = svg.append("clipPath").attr("id", "training-clip").append("rect");
  const others = recordedCurves(svg.append("g").attr("clip-path", "url(#training-clip)"));
  const layers = boundLayers(svg.append("g").attr("clip-path", "url(#training-clip)"));
  const {below, beside} = axisGroups(svg, frame);
  const xLabel = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", frame.bottom + 36);
  xLabel.text("images seen");
  const yLabel = svg.append("text").attr("class", "axis-label");
  const middle = (frame.top + frame.bottom) / 2;
  yLabel.attr("transform", `translate(9,${middle}) rotate(-90)`).text("nats per image");
  const labels = layerLabels(svg.append("g"));
  let width: number = widths.most;
  let present: TrainingChartData | undefined;

  function show(data: TrainingChartData): void {
    present = data;
    const {run, floor, planned, recorded} = data;
    const curves = [run, ...recorded].map(({points}) => points);
    const right = width - frame.labels;
    const scales: CurveScales = {
      x: scaleLog(imagesShown(curves, planned), [frame.left, right]),
      y: scaleLinear([lowestShown(curves), 0], [frame.bottom, frame.top])
    };
    clip.attr("x", frame.left).attr("y", frame.top);
    clip.attr("width", right - frame.left).attr("height", frame.bottom - frame.top);
    below.call(
      axisBottom(scales.x)
        .ticks(right / 90, "~s")
        .tickSizeOuter(0)
    );
    beside.call(axisLeft(scales.y).ticks(6).tickSizeOuter(0));
    xLabel.attr("x", (frame.left + right) / 2);
    layers.show(run.points, floor, scales);
    others.show(recorded, scales);
    labels.show({run, floor, recorded}, scales.y, right);
    svg.attr("aria-label", words(data));
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
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
    `${nats(elbo)} nats: reconstruction ${nats(reconstruction)}, of which the floor is ` +
    `${nats(-floor)}, and minus a KL of ${nats(kl)}`
  );
}
