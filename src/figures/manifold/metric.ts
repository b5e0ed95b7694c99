import {mean, median} from "d3";
import {newestNext} from "../../async/newest.js";
import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {Picture} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import type {PortableNetwork} from "../../engine/open-network.js";
import {stripWorkers} from "../../engine/sheets/workers.js";
import type {Codes} from "../../formats/codes.js";
import {marginalDeviations, predictedDeviations} from "../../math/metric.js";
import type {Subject} from "../../own/subject.js";
import type {PlacedEllipse} from "./cells.js";
import {precisionEllipse} from "./cells.js";
import type {MetricSession} from "./metric-worker.js";

/** The workers of the metrics of decoders. */
const workers = new WeakMap<Decoder, AskedWorker<MetricSession>>();

/**
 * Returns a promise to the Fisher metric of a decoder at some latent points, which a worker of its
 * own computes: row-major [count, latentSize, latentSize].
 *
 * @param z row-major [count, latentSize]; it goes to the worker, and is empty afterwards
 * @throws Error (as a rejection) if the worker cannot run, or if tfjs holds the weights
 */
export async function decoderMetric(
  decoder: Decoder,
  z: Float32Array<ArrayBuffer>
): Promise<Float64Array> {
  const {portable} = decoder;
  if (portable === undefined) {
    throw new Error(
      "the metric is computed for networks of dense layers, and this one runs in TensorFlow.js; choose another model"
    );
  }
  if (portable.scale !== undefined && portable.scale !== "logits") {
    throw new Error(
      "the metric is computed for networks that give logits, and this one gives means; choose another model"
    );
  }
  const known = workers.get(decoder) ?? startMetrics(portable);
  workers.set(decoder, known);
  return known.ask({type: "metrics", z}, {transfer: [z.buffer]});
}

function startMetrics({layers}: PortableNetwork): AskedWorker<MetricSession> {
  const worker = new Worker(import.meta.resolve("./metric-worker.js"), {type: "module"});
  const failure = "the metric cannot be computed until the page is reloaded";
  const asked = askedWorker<MetricSession>(worker, failure);
  asked.tell({type: "open", layers});
  return asked;
}

/** Standard deviations of the posteriors of some test images, one for each image and latent. */
export interface Deviations {
  /** Of the encoder’s q(z|x). */
  encoder: number[];
  /** Of the nearest independent Gaussian, by the metric at the code: see predictedDeviations. */
  predicted: number[];
  /** Of the marginals, by the metric at the code. */
  marginal: number[];
}

/** Options for compareDeviations. */
interface ComparisonOptions {
  /** The step from one image that is looked at to the next; defaults to 10. */
  every?: number;
  /** The images that one value adds to the one before; defaults to 50. */
  chunk?: number;
}

/**
 * Yields what the metric predicts beside what the encoder says, for more and more test images of
 * a model of two latents: the same object, longer each time.
 *
 * @param metricsAt returns a promise to the metrics at latent points, row-major
 */
export async function* compareDeviations(
  {count, latentSize, mu, logVar}: Codes,
  metricsAt: (z: Float32Array<ArrayBuffer>) => Promise<Float64Array>,
  {every = 10, chunk = 50}: ComparisonOptions = {}
): AsyncGenerator<Deviations> {
  if (latentSize !== 2) throw new RangeError(`invalid latentSize: ${latentSize}, expected 2`);
  const images = Array.from({length: Math.ceil(count / every)}, (_, i) => i * every);
  const all: Deviations = {encoder: [], predicted: [], marginal: []};
  while (images.length > 0) {
    const some = images.splice(0, chunk);
    const z = Float32Array.from(some.flatMap((image) => [mu[2 * image], mu[2 * image + 1]]));
    const metrics = await metricsAt(z);
    some.forEach((image, i) => {
      const metric = metrics.subarray(4 * i, 4 * i + 4);
      all.encoder.push(...[0, 1].map((latent) => Math.exp(logVar[2 * image + latent] / 2)));
      all.predicted.push(...predictedDeviations(metric));
      all.marginal.push(...marginalDeviations(metric));
    });
    yield {...all};
  }
}

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
  decoder: Decoder,
  draw: (ellipses: PlacedEllipse[]) => void,
  fail: (error: unknown) => void
): (z: readonly number[]) => void {
  return newestNext(async (z: readonly number[]) => {
    const every = Math.ceil(z.length / MOST);
    const some = z.filter((_, i) => i % every === every >> 1);
    const places = some.flatMap((across) => some.map((up) => [across, up] as const));
    const metrics = await decoderMetric(decoder, Float32Array.from(places.flat()));
    draw(
      places.map((at, i) => {
        const [a, b, , c] = metrics.subarray(4 * i, 4 * i + 4);
        return {z: at, ...precisionEllipse([1 + a, b, b, 1 + c], DEVIATIONS)};
      })
    );
  }, fail);
}

/** How well one list of positive numbers predicts another. */
interface Agreement {
  /** The median of found / predicted. */
  ratio: number;
  /** Pearson’s correlation of the logarithms. */
  correlation: number;
  /** The share of pairs that differ by at most a quarter, of the predicted one. */
  withinQuarter: number;
}

/** Returns how well predicted numbers agree with those found; NaN everywhere for no pair. */
export function agreement(predicted: readonly number[], found: readonly number[]): Agreement {
  const ratios = found.map((value, i) => value / predicted[i]);
  const [a, b] = [predicted, found].map((list) => {
    const logs = list.map(Math.log);
    const middle = mean(logs) ?? NaN;
    return logs.map((log) => log - middle);
  });
  const dot = (p: number[], q: number[]) => p.reduce((sum, pi, i) => sum + pi * q[i], 0);
  return {
    ratio: median(ratios) ?? NaN,
    correlation: dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)),
    withinQuarter: mean(ratios, (ratio) => Number(Math.abs(ratio - 1) <= 0.25)) ?? NaN
  };
}

/** Frees what workers keep of a model of the reader’s own that was drawn in a place. */
export async function forgetDrawn(subject: Subject, place: Picture): Promise<void> {
  if (subject.isShipped) return;
  stripWorkers.forget(place, subject.id);
  const decoder = await subject.decoder();
  workers.get(decoder)?.end();
  workers.delete(decoder);
}
