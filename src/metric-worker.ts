import {fisherMetric} from "./math/metric.js";
import type {MetricAnswer, MetricForgetting, MetricRequest} from "./metric-messages.js";

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
