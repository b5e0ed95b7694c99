import type {PackedLayer} from "../../formats/layers.js";
import {fisherMetric} from "../../math/metric.js";

/** The name of a decoder that the worker of metrics need not keep any longer. */
export interface MetricForgetting {
  forget: string;
}

/** What is asked of the worker of metrics. */
export interface MetricRequest {
  id: number;
  /** The name of a decoder; its layers come with the first request of that name. */
  name: string;
  layers?: PackedLayer[];
  /** Latent points, row-major [count, latentSize]. */
  z: Float32Array;
}

/** What it answers: the metrics, row-major [count, latentSize, latentSize]. */
export interface MetricAnswer {
  id: number;
  metrics: Float64Array<ArrayBuffer>;
}

const metricOf = new Map<string, {metric: ReturnType<typeof fisherMetric>; latentSize: number}>();

// One metric takes about 2 ms: a hundred of them are more than a frame, and go off the main thread.
addEventListener("message", ({data}: MessageEvent<MetricRequest | MetricForgetting>) => {
  if ("forget" in data) return void metricOf.delete(data.forget);
  const {id, name, layers, z} = data;
  if (layers !== undefined) {
    metricOf.set(name, {metric: fisherMetric(layers), latentSize: layers[0].inputs});
  }
  const {metric, latentSize} = metricOf.get(name)!;
  const count = z.length / latentSize;
  const metrics = new Float64Array(count * latentSize ** 2);
  for (let i = 0; i < count; ++i) {
    metrics.set(metric(z.subarray(i * latentSize, (i + 1) * latentSize)), i * latentSize ** 2);
  }
  postMessage({id, metrics} satisfies MetricAnswer, {transfer: [metrics.buffer]});
});
