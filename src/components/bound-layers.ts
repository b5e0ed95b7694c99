import type {ScaleLinear, ScaleLogarithmic} from "d3";
import {area, line} from "d3";
import type {CurvePoint} from "../training/state.js";
import type {Drawing} from "./axes.js";

/** Scales from images seen, and from nats per image, to CSS pixels. */
export interface CurveScales {
  x: ScaleLogarithmic<number, number>;
  y: ScaleLinear<number, number>;
}

/** The bound of a run over time, as layers that hang from 0 nats. */
export interface BoundLayers {
  /**
   * Draws a curve; without points it draws nothing.
   *
   * @param floor the entropy of the pixels, in nats per image
   */
  show(points: readonly CurvePoint[], floor: number, scales: CurveScales): void;
}

/** Returns the layers and lines of one run, drawn in a group. */
export function boundLayers(group: Drawing<SVGGElement>): BoundLayers {
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
