/** Codes to plot. */
export interface ShownCodes {
  /** The means of q(z|x), row-major [count, latentSize]; so is logVar, log σ². */
  mu: Float32Array;
  logVar: Float32Array;
  latentSize: number;
  /** The mean KL of each dimension, in nats per image. */
  klPerUnit: readonly number[];
  /** The class of each code, where it is known, and what the classes are called. */
  labels?: Uint8Array;
  classes?: readonly string[];
}

/** Codes as points of a plane. */
export interface ScatterView {
  /** Row-major [count, 2]. */
  points: Float32Array;
  /** The dimensions on the axes; of one dimension alone, the other axis is σ. */
  axes: readonly number[];
  horizontal: [number, number];
  vertical: [number, number];
}

/** The prior's own reach; codes farther out double it until they fit. */
const REACH = 4;

/** So many of a thousand codes may lie outside. */
const OUTSIDE = 0.005;

/** Returns where codes are plotted: of several dimensions, the two with the greatest KL. */
export function scatterView({mu, logVar, latentSize, klPerUnit}: ShownCodes): ScatterView {
  const count = mu.length / latentSize;
  const order = Array.from({length: latentSize}, (_, unit) => unit).toSorted(
    (a, b) => (klPerUnit[b] ?? 0) - (klPerUnit[a] ?? 0)
  );
  const axes = order.slice(0, 2).toSorted((a, b) => a - b);
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; ++i) {
    points[2 * i] = mu[i * latentSize + axes[0]];
    points[2 * i + 1] = latentSize === 1 ? Math.exp(logVar[i] / 2) : mu[i * latentSize + axes[1]];
  }
  const reach = reachOf(latentSize === 1 ? mu : points);
  const horizontal: [number, number] = [-reach, reach];
  return {points, axes, horizontal, vertical: latentSize === 1 ? [0, 1.2] : horizontal};
}

function reachOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).toSorted();
  const far = sizes[Math.floor((sizes.length - 1) * (1 - OUTSIDE))] ?? 0;
  let reach = REACH;
  while (reach < far && Number.isFinite(far)) reach *= 2;
  return reach;
}
