import type {PackedLayer} from "./formats/layers.js";

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
