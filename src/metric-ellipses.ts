import {newestNext} from "./async/newest.js";
import type {PlacedEllipse} from "./components/linked-cells.js";
import {precisionEllipse} from "./components/precision-ellipse.js";
import {decoderMetric} from "./decoder-metric.js";
import type {Decoder} from "./engine/decoder.js";

/** More ellipses than this along an axis would cover each other. */
const MOST = 10;

/** How far out an ellipse is drawn, in standard deviations; nearly all of a posterior is inside. */
const DEVIATIONS = 3;

/**
 * Returns a function that computes, for a grid of places, the ellipses of Gaussians of precision
 * I + G(z), and hands them to draw; where calls come faster, only the newest is computed.
 *
 * @param fail gets the error of a call
 */
export function metricEllipses(
  name: string,
  decoder: Decoder,
  draw: (ellipses: PlacedEllipse[]) => void,
  fail: (error: unknown) => void
): (z: readonly number[]) => void {
  return newestNext(async (z: readonly number[]) => {
    const every = Math.ceil(z.length / MOST);
    const some = z.filter((_, i) => i % every === every >> 1);
    const places = some.flatMap((across) => some.map((up) => [across, up] as const));
    const metrics = await decoderMetric(name, decoder, Float32Array.from(places.flat()));
    draw(
      places.map((at, i) => {
        const [a, b, , c] = metrics.subarray(4 * i, 4 * i + 4);
        return {z: at, ...precisionEllipse([1 + a, b, b, 1 + c], DEVIATIONS)};
      })
    );
  }, fail);
}
