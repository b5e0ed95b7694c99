import type {Decoder} from "./engine/decoder.js";
import type {MetricAnswer, MetricForgetting, MetricRequest} from "./metric-messages.js";

interface Waiting {
  resolve: (metrics: Float64Array) => void;
  reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
const sent = new Set<string>();
let worker: Worker | undefined;
let requests = 0;

/**
 * Returns a promise to the Fisher metric of a decoder at some latent points, which a worker
 * computes: row-major [count, latentSize, latentSize].
 *
 * @param name tells decoders apart
 * @param z row-major [count, latentSize]; it goes to the worker, and is empty afterwards
 * @throws Error (as a rejection) if the worker cannot run, or if tfjs holds the weights
 */
export function decoderMetric(
  name: string,
  {portable}: Decoder,
  z: Float32Array<ArrayBuffer>
): Promise<Float64Array> {
  if (portable === undefined) {
    return Promise.reject(
      new Error(
        "the metric is computed for networks of dense layers; this one runs in TensorFlow.js"
      )
    );
  }
  worker ??= start();
  const id = ++requests;
  const layers = sent.has(name) ? undefined : portable.layers;
  sent.add(name);
  worker.postMessage({id, name, layers, z} satisfies MetricRequest, [z.buffer]);
  return new Promise((resolve, reject) => waiting.set(id, {resolve, reject}));
}

/** Lets the worker forget a decoder that is needed no more. */
export function forgetMetric(name: string): void {
  if (sent.delete(name)) worker?.postMessage({forget: name} satisfies MetricForgetting, []);
}

function start(): Worker {
  const started = new Worker(import.meta.resolve("./metric-worker.js"), {type: "module"});
  started.addEventListener("message", ({data: {id, metrics}}: MessageEvent<MetricAnswer>) => {
    waiting.get(id)?.resolve(metrics);
    waiting.delete(id);
  });
  started.addEventListener("error", (event) => {
    // Each figure that waits says so in its place: nothing is left to be reported.
    event.preventDefault();
    for (const {reject} of waiting.values()) reject(new Error("the worker of metrics has ended"));
    waiting.clear();
    sent.clear();
    worker = undefined;
  });
  return started;
}
