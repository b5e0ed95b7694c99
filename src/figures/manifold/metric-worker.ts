import {answerQuestions, handedOver} from "../../async/worker.js";
import type {PackedLayer} from "../../formats/layers.js";
import {fisherMetric} from "../../math/metric.js";

/** What the worker of the metric answers: it opens a decoder, and then gives its metric. */
export interface MetricSession {
  open(decoder: {layers: PackedLayer[]}): void;
  /** Takes latent points, row-major [count, latentSize], to [count, latentSize, latentSize]. */
  metrics(points: {z: Float32Array}): Float64Array;
}

let layers: PackedLayer[] = [];
let metric: ReturnType<typeof fisherMetric> | undefined;

// One metric takes about 2 ms: a hundred of them are more than a frame, and go off the main thread.
answerQuestions<MetricSession>({
  open(decoder) {
    ({layers} = decoder);
  },
  metrics({z}) {
    metric ??= fisherMetric(layers);
    const latentSize = layers[0].inputs;
    const metrics = new Float64Array(z.length * latentSize);
    for (let i = 0; i < z.length; i += latentSize) {
      metrics.set(metric(z.subarray(i, i + latentSize)), i * latentSize);
    }
    return handedOver(metrics, [metrics.buffer]);
  }
});
