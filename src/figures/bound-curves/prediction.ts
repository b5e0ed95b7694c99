import {format, line} from "d3";
import type {Drawing} from "../../components/axes.js";
import type {PlotPoint, CurveScales} from "../../components/curve-lines.js";
import type {DataRow} from "../../components/figure-data.js";
import {clamp, draggable} from "../../components/drag.js";
import {informationFormat} from "../../components/information.js";
import type {LargePanel} from "../../components/large-panel.js";
import {withValue} from "../../components/with-value.js";
import type {Json} from "../../formats/json.js";
import {brief} from "../../formats/json.js";
import {numberIn, type Kind} from "../../state/kinds.js";
import {shownUnit} from "../../state/unit.js";

/** A curve that a reader has drawn: a bound at each of some counts of images, or none there. */
export type Prediction = readonly (number | undefined)[];

/** A curve is drawn by so many numbers for each tenfold of images. */
const PER_DECADE = 4;

/** Returns the counts of images at which a curve is drawn, evenly on a logarithmic axis. */
export function predictionCounts([low, high]: readonly [number, number]): number[] {
  const steps = Math.max(1, Math.round(PER_DECADE * Math.log10(high / low)));
  return Array.from({length: steps + 1}, (_, i) => low * (high / low) ** (i / steps));
}

/**
 * Returns a prediction that has been drawn on: from one number to another, straight.
 *
 * @param from where the pen was; undefined if it was lifted
 * @param to where it is, by its place among the counts and its bound, in nats
 */
export function drawnOn(
  prediction: Prediction,
  from: number | undefined,
  to: {place: number; bound: number}
): Prediction {
  const start = from === undefined ? undefined : prediction[from];
  const end = asKept(to.bound);
  if (from === undefined || start === undefined) return prediction.with(to.place, end);
  return prediction.map((bound, i) => {
    if (i < Math.min(from, to.place) || i > Math.max(from, to.place) || i === from) {
      return i === to.place ? end : bound;
    }
    return asKept(start + ((end - start) * (i - from)) / (to.place - from));
  });
}

/** Returns a bound as links keep it: what is said of a curve is the same where a link opens. */
function asKept(bound: number): number {
  return Math.round(bound * 100) / 100;
}

/** Returns the numbers of a prediction, a row for each that has been drawn. */
export function drawnRows(
  {latentSize}: {latentSize: number},
  counts: readonly number[],
  prediction: Prediction
): DataRow[] {
  return counts.flatMap((images, i) => {
    const bound = prediction[i];
    const images_seen = Math.round(images);
    return bound === undefined
      ? []
      : [{latents: latentSize, images_seen, bound_held_out_nats: bound}];
  });
}

/** Bounds that can be drawn, in nats per image. */
const boundKind = numberIn([-10_000, 0], 5);

/** Returns how a prediction at a number of counts stands in a link: null where nothing is drawn. */
export function drawnKind(size: number): Kind<Prediction> {
  return {
    toJson: (drawn) => drawn.map((bound) => (bound === undefined ? null : boundKind.toJson(bound))),
    fromJson: (json) => drawnOf(json, size)
  };
}

function drawnOf(json: Json, size: number): Prediction {
  if (!Array.isArray(json) || json.length > size) {
    throw new Error(`${brief(json)}, expected a list of ${size} bounds, null where there is none`);
  }
  // A link of when the record was shorter has fewer of them.
  return Array.from({length: size}, (_, i) =>
    (json[i] ?? null) === null ? undefined : boundKind.fromJson(json[i] as Json)
  );
}

/** How a prediction compares with the curve that it is of. */
export interface PredictionError {
  /** The mean of its distance from the curve, in nats, whatever its sign. */
  mean: number;
  /** Its last number, with what the curve says there. */
  last: {images: number; drawn: number; recorded: number};
}

/** Returns how far a prediction is off; undefined where it has no number that the curve has, too. */
export function predictionError(
  prediction: Prediction,
  counts: readonly number[],
  curve: readonly PlotPoint[]
): PredictionError | undefined {
  const pairs = counts.flatMap((images, i) => {
    const [drawn, recorded] = [prediction[i], boundAt(curve, images)];
    return drawn === undefined || recorded === undefined ? [] : [{images, drawn, recorded}];
  });
  const last = pairs.at(-1);
  if (last === undefined) return undefined;
  const sum = pairs.reduce((total, {drawn, recorded}) => total + Math.abs(drawn - recorded), 0);
  return {mean: sum / pairs.length, last};
}

/** How far apart two counts of images may be and still be one: a record counts whole minibatches. */
const SAME = 1e-3;

/** Returns the bound between two points of a curve, straight on a logarithmic axis. */
function boundAt(curve: readonly PlotPoint[], images: number): number | undefined {
  const point = curve.find(({x}) => Math.abs(x / images - 1) < SAME);
  if (point !== undefined) return point.y;
  const after = curve.findIndex(({x}) => x > images);
  if (after < 1) return undefined;
  const [a, b] = [curve[after - 1], curve[after]];
  return a.y + ((b.y - a.y) * Math.log(images / a.x)) / Math.log(b.x / a.x);
}

/** A field to draw a curve in, over a panel. */
export interface PredictionPad {
  value: Prediction;
  /** Shows the pen and the field, or the drawn curve alone, or nothing. */
  show(state: "draw" | "drawn" | "none"): void;
}

const oneDecimal = informationFormat(",.1f");
const thousands = format(",.3~r");
const STEP = 2; // nats, of a key

/**
 * Returns what draws over a panel.
 *
 * @param onDraw is called when the reader has drawn
 */
export function predictionPad(
  {overlay}: Pick<LargePanel, "overlay">,
  counts: readonly number[],
  onDraw: () => void
): PredictionPad {
  const group = overlay.group.append("g").attr("class", "prediction");
  const field = group.append("rect").attr("class", "prediction-field");
  const path = group.append("path").attr("class", "prediction-line");
  const pen = group.append("g").attr("class", "mark") as Drawing<SVGGElement>;
  pen.append("circle").attr("class", "grip").attr("r", 22);
  pen.append("circle").attr("class", "dot").attr("r", 7);
  pen.attr("role", "slider").attr("aria-label", "the bound that you expect");
  let value: Prediction = counts.map(() => undefined);
  let place = 0;
  let state: "draw" | "drawn" | "none" = "none";
  let isDown = false;

  const middle = (scales: CurveScales) => (scales.y.domain()[0] + scales.y.domain()[1]) / 2;
  const inRange = (bound: number) => clamp(bound, overlay.scales().y.domain() as [number, number]);

  function draw(): void {
    const scales = overlay.scales();
    group.style("display", state === "none" ? "none" : "");
    for (const part of [field, pen] as Drawing<SVGGraphicsElement>[])
      part.style("display", state === "draw" ? "" : "none");
    for (const name of ["x", "y", "width", "height"]) {
      field.attr(name, overlay.field.getAttribute(name));
    }
    const drawn = value.flatMap((bound, i) => (bound === undefined ? [] : [{x: counts[i], bound}]));
    path.attr(
      "d",
      line<(typeof drawn)[number]>(
        ({x}) => scales.x(x),
        ({bound}) => scales.y(bound)
      )(drawn)
    );
    const bound = value[place] ?? middle(scales);
    pen.attr("transform", `translate(${scales.x(counts[place])},${scales.y(bound)})`);
    pen
      .attr("aria-valuemin", scales.y.domain()[0])
      .attr("aria-valuemax", scales.y.domain()[1])
      .attr("aria-valuenow", Number(bound.toFixed(1)))
      .attr(
        "aria-valuetext",
        `${oneDecimal(bound)} ${shownUnit()} at ${thousands(counts[place])} images` +
          (value[place] === undefined ? ", not drawn yet" : "")
      );
  }

  function put(next: number, bound: number, from: number | undefined): void {
    value = drawnOn(value, from, {place: next, bound: inRange(bound)});
    place = next;
    draw();
    onDraw();
  }

  draggable(pen.node()!, {
    field: field.node()!,
    drag(px, py) {
      const {x, y} = overlay.scales();
      const distances = counts.map((images) => Math.abs(x(images) - px));
      const next = distances.indexOf(Math.min(...distances));
      put(next, y.invert(py), isDown ? place : undefined);
      isDown = true;
    },
    key(right, up) {
      const next = clamp(place + Math.sign(right), [0, counts.length - 1]);
      const bound = value[place] ?? middle(overlay.scales());
      // What the pen passes is drawn, at the height that it has.
      if (right !== 0) put(next, value[next] ?? bound, place);
      else put(place, bound + up * STEP, undefined);
    }
  });
  for (const target of [pen, field] as Drawing<SVGGraphicsElement>[]) {
    // A click draws once more where the pen was lifted.
    target.on("lostpointercapture.lift click.lift", () => (isDown = false));
  }
  overlay.onScales(draw);
  draw();
  const pad = {
    show(next: typeof state): void {
      state = next;
      draw();
    }
  };
  return withValue(pad, {
    get: () => value,
    set(next: Prediction) {
      value = next;
      draw();
    }
  });
}
