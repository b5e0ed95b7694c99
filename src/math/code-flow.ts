import {fromBase64, fromFloat16} from "../formats/bytes.js";
import type {RecordedFlow} from "../formats/prior-record.js";
import {randomSource, standardNormals} from "./random.js";

/**
 * A network v(z, t) of two hidden layers: a = sin(W₁(z, t) + b₁), h = silu(W₂a + b₂), v = W₃h + b₃.
 *
 * It is the velocity of a flow between codes and noise. With z_t = cos t · z + sin t · ε, a code at
 * t = 0 and noise at π/2, the best v(z, t) is E[cos t · ε − sin t · z | z_t], and dz/dt = v carries
 * the distribution of the codes to N(0, I): the probability flow of a diffusion whose score is
 * −z − cot t · v(z, t). Where v = 0 the codes are N(0, I) themselves: v is the difference from it.
 */
export interface CodeFlow {
  latentSize: number;
  /** The units of each hidden layer. */
  hidden: number;
  /** W₁ [hidden, latentSize + 1], b₁, W₂ [hidden, hidden], b₂, W₃ [latentSize, hidden], b₃. */
  weights: Float64Array<ArrayBuffer>;
}

/** Where the codes are noise, and nothing else: t from 0 to here is the whole flow. */
export const FLOW_END = Math.PI / 2;
/** The steps that the flow is solved in: on our codes more of them change no digit that is shown. */
export const FLOW_STEPS = 10;
const HIDDEN = 48;
/** The spread of the frequencies of the first layer, per unit of z: they draw the borders of classes. */
const FREQUENCY = 2;
const START_STREAM = 51;

/** Returns where each part of the weights begins. */
function partsOf({latentSize, hidden}: Omit<CodeFlow, "weights">) {
  const bias1 = hidden * (latentSize + 1);
  const weight2 = bias1 + hidden;
  const bias2 = weight2 + hidden * hidden;
  const weight3 = bias2 + hidden;
  const bias3 = weight3 + latentSize * hidden;
  return {bias1, weight2, bias2, weight3, bias3, end: bias3 + latentSize};
}

/** Returns a flow before training: W₃ = 0, so that v = 0, and what it draws from is N(0, I). */
export function flowStart(latentSize: number, seed: number): CodeFlow {
  const size = {latentSize, hidden: HIDDEN};
  const {bias1, weight2, bias2, end} = partsOf(size);
  const source = randomSource(seed, START_STREAM);
  const normals = standardNormals(source, bias2);
  const weights = new Float64Array(end);
  for (let i = 0; i < bias1; ++i) {
    weights[i] = normals[i] * (i % (latentSize + 1) < latentSize ? FREQUENCY : 1);
  }
  for (let i = bias1; i < weight2; ++i) weights[i] = 2 * Math.PI * source();
  for (let i = weight2; i < bias2; ++i) weights[i] = normals[i] / Math.sqrt(HIDDEN);
  return {...size, weights};
}

/** Returns a flow from a file. */
export function openFlow({latentSize, weights}: RecordedFlow): CodeFlow {
  const halves = new Uint16Array(fromBase64(weights).buffer);
  return {latentSize, hidden: HIDDEN, weights: Float64Array.from(fromFloat16(halves))};
}

/** What one pass through the network leaves behind, for the way back and for the divergence. */
interface FlowPass {
  /** v at the place of the last pass. */
  v: Float64Array;
  /** Computes v at the place in `z` from `at` on. */
  forward(z: Float64Array, at: number, t: number): void;
  /** Returns the divergence of v at the place of the last pass, tr ∂v/∂z; exact. */
  divergence(): number;
  /** Adds the derivatives by the weights to a gradient, from those by v. */
  backward(byVelocity: Float64Array, gradient: Float64Array): void;
}

/** Returns the passes of a flow, which see later changes of its weights; not for its divergence. */
export function flowPass(flow: CodeFlow): FlowPass {
  const {latentSize, hidden, weights} = flow;
  const {bias1, weight2, bias2, weight3, bias3} = partsOf(flow);
  const inputs = latentSize + 1;
  const x = new Float64Array(inputs);
  const v = new Float64Array(latentSize);
  const [first, firstSlopes, second, secondSlopes, byFirst] = Array.from(
    {length: 5},
    () => new Float64Array(hidden)
  );
  let loops: Float64Array | undefined;

  function forward(z: Float64Array, at: number, t: number): void {
    for (let i = 0; i < latentSize; ++i) x[i] = z[at + i];
    x[latentSize] = t;
    for (let k = 0, w = 0; k < hidden; ++k) {
      let sum = weights[bias1 + k];
      for (let i = 0; i < inputs; ++i, ++w) sum += weights[w] * x[i];
      first[k] = Math.sin(sum);
      firstSlopes[k] = Math.cos(sum);
    }
    for (let i = 0; i < latentSize; ++i) v[i] = weights[bias3 + i];
    for (let j = 0, w = weight2; j < hidden; ++j) {
      let sum = weights[bias2 + j];
      for (let k = 0; k < hidden; ++k, ++w) sum += weights[w] * first[k];
      const gate = 1 / (1 + Math.exp(-sum));
      second[j] = sum * gate;
      secondSlopes[j] = gate * (1 + sum * (1 - gate));
      for (let i = 0; i < latentSize; ++i) v[i] += weights[weight3 + i * hidden + j] * second[j];
    }
  }

  function divergence(): number {
    // The trace of W₃ D₂ W₂ D₁ W₁ is Σ D₂ⱼ Cⱼₖ D₁ₖ, with C = W₂ ∘ (W₁W₃)ᵀ that no place changes.
    loops ??= Float64Array.from({length: hidden * hidden}, (_, at) => {
      const [j, k] = [Math.floor(at / hidden), at % hidden];
      let around = 0;
      for (let i = 0; i < latentSize; ++i) {
        around += weights[k * inputs + i] * weights[weight3 + i * hidden + j];
      }
      return weights[weight2 + at] * around;
    });
    let trace = 0;
    for (let j = 0, c = 0; j < hidden; ++j) {
      let sum = 0;
      for (let k = 0; k < hidden; ++k, ++c) sum += loops[c] * firstSlopes[k];
      trace += sum * secondSlopes[j];
    }
    return trace;
  }

  function backward(byVelocity: Float64Array, gradient: Float64Array): void {
    byFirst.fill(0);
    for (let i = 0; i < latentSize; ++i) gradient[bias3 + i] += byVelocity[i];
    for (let j = 0, w = weight2; j < hidden; ++j) {
      let by = 0;
      for (let i = 0; i < latentSize; ++i) {
        const at = weight3 + i * hidden + j;
        gradient[at] += byVelocity[i] * second[j];
        by += byVelocity[i] * weights[at];
      }
      by *= secondSlopes[j];
      gradient[bias2 + j] += by;
      for (let k = 0; k < hidden; ++k, ++w) {
        gradient[w] += by * first[k];
        byFirst[k] += by * weights[w];
      }
    }
    for (let k = 0, w = 0; k < hidden; ++k) {
      const by = byFirst[k] * firstSlopes[k];
      gradient[bias1 + k] += by;
      for (let i = 0; i < inputs; ++i, ++w) gradient[w] += by * x[i];
    }
  }

  return {v, forward, divergence, backward};
}

/** Where a flow has carried points, and by how much it has changed the logarithm of their density. */
interface Carried {
  /** Row-major [count, latentSize]. */
  z: Float64Array<ArrayBuffer>;
  /** ∫ div v dt along the way of each point. */
  stretch: Float64Array;
}

/**
 * Carries points along dz/dt = v(z, t) by the classical Runge-Kutta method, one step after the other.
 *
 * @param z row-major [count, latentSize]
 * @param way from one t to another, in as many equal steps as are said
 * @param each is told the points at the start and after each step; it must not change them
 */
export function carry(
  flow: CodeFlow,
  z: ArrayLike<number>,
  {from, to, steps = FLOW_STEPS}: {from: number; to: number; steps?: number},
  each: (z: Float64Array) => void = () => {}
): Carried {
  const {latentSize} = flow;
  const {v, forward, divergence} = flowPass(flow);
  const present = Float64Array.from(z);
  const stretch = new Float64Array(z.length / latentSize);
  const probe = new Float64Array(latentSize);
  const move = new Float64Array(latentSize);
  const h = (to - from) / steps;
  each(present);
  for (let step = 0; step < steps; ++step) {
    const t = from + step * h;
    for (let n = 0, at = 0; n < stretch.length; ++n, at += latentSize) {
      move.fill(0);
      v.fill(0);
      let grown = 0;
      for (let stage = 0; stage < 4; ++stage) {
        const reach = stage === 0 ? 0 : stage === 3 ? h : h / 2;
        const share = stage === 0 || stage === 3 ? h / 6 : h / 3;
        for (let i = 0; i < latentSize; ++i) probe[i] = present[at + i] + reach * v[i];
        forward(probe, 0, t + reach);
        for (let i = 0; i < latentSize; ++i) move[i] += share * v[i];
        grown += share * divergence();
      }
      for (let i = 0; i < latentSize; ++i) present[at + i] += move[i];
      stretch[n] += grown;
    }
    each(present);
  }
  return {z: present, stretch};
}

/**
 * Returns log p(z) of the distribution that a flow draws codes from, in nats, one a point: the log
 * density of the noise that a point is carried to, and ∫ div v dt along its way.
 *
 * @param z row-major [count, latentSize]
 */
export function flowLogDensity(flow: CodeFlow, z: ArrayLike<number>): Float64Array {
  const {z: noise, stretch} = carry(flow, z, {from: 0, to: FLOW_END});
  return stretch.map((grown, n) => grown + standardLogDensity(noise, n, flow.latentSize));
}

/** Returns log p(z) of N(0, I) at one of some points, in nats. */
export function standardLogDensity(
  z: ArrayLike<number>,
  point: number,
  latentSize: number
): number {
  let sum = latentSize * Math.log(2 * Math.PI);
  for (let i = point * latentSize; i < (point + 1) * latentSize; ++i) sum += z[i] ** 2;
  return -sum / 2;
}
