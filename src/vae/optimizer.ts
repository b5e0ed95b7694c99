import type {Weights} from "./weights.js";

/** A rule that moves weights along a gradient. Its state is plain arrays, to be saved with them. */
export interface Optimizer {
  /** Running averages or sums, one array per weight and name; empty before the first step. */
  readonly state: Map<string, Float32Array>;
  /**
   * Mutates weights and state: one step up the gradient.
   *
   * @param rate the step size at this step
   * @param step how many steps went before, from 0
   */
  ascend(weights: Weights, gradient: Map<string, Float32Array>, rate: number, step: number): void;
}

/** Options for adam. */
export interface AdamOptions {
  /** The decay of the mean of gradients; defaults to 0.9. */
  beta1?: number;
  /** The decay of the mean of squared gradients; defaults to 0.999. */
  beta2?: number;
  /** Added to the root, against division by zero; defaults to 1e-8. */
  epsilon?: number;
  /** State of an earlier run; defaults to none. */
  state?: Map<string, Float32Array>;
}

/**
 * Returns Adam (Kingma & Ba 2015, algorithm 1), as an ascent. The usual rate is 0.001.
 *
 * It works on plain arrays: over tfjs' WebAssembly ops, one step costs as much as the products of
 * the whole minibatch.
 */
export function adam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  state = new Map<string, Float32Array>()
}: AdamOptions = {}): Optimizer {
  return {
    state,
    ascend(weights, gradient, rate, step) {
      const root = Math.sqrt(1 - beta2 ** (step + 1));
      const scaledRate = (rate * root) / (1 - beta1 ** (step + 1));
      // Bias correction by the root moves into ε, so that the result is the paper's, not nearly it.
      const scaledEpsilon = epsilon * root;
      const [gain1, gain2] = [1 - beta1, 1 - beta2];
      for (const [name, {values}] of weights) {
        const g = gradientOf(gradient, name, values.length);
        const mean = slot(state, `${name}/mean`, values.length);
        const square = slot(state, `${name}/square`, values.length);
        for (let i = 0; i < values.length; ++i) {
          // Kept beside the arrays: what was just written is slow to read back.
          const m = beta1 * mean[i] + gain1 * g[i];
          const s = beta2 * square[i] + gain2 * g[i] * g[i];
          mean[i] = m;
          square[i] = s;
          values[i] += (scaledRate * m) / (Math.sqrt(s) + scaledEpsilon);
        }
      }
    }
  };
}

/** Options for adagrad. */
export interface AdagradOptions {
  /** Added to the root, against division by zero; defaults to 1e-8. */
  epsilon?: number;
  /** State of an earlier run; defaults to none. */
  state?: Map<string, Float32Array>;
}

/**
 * Returns Adagrad (Duchi et al. 2011), the paper's optimizer (section 5), as an ascent: each
 * weight's rate falls with the root of the sum of its squared gradients so far. The paper chose its
 * rate from 0.01, 0.02 and 0.1.
 */
export function adagrad({
  epsilon = 1e-8,
  state = new Map<string, Float32Array>()
}: AdagradOptions = {}): Optimizer {
  return {
    state,
    ascend(weights, gradient, rate) {
      for (const [name, {values}] of weights) {
        const g = gradientOf(gradient, name, values.length);
        const sum = slot(state, `${name}/sum`, values.length);
        for (let i = 0; i < values.length; ++i) {
          sum[i] += g[i] * g[i];
          values[i] += (rate * g[i]) / (Math.sqrt(sum[i]) + epsilon);
        }
      }
    }
  };
}

function gradientOf(
  gradient: Map<string, Float32Array>,
  name: string,
  length: number
): Float32Array {
  const values = gradient.get(name);
  if (values?.length !== length)
    throw new Error(`missing gradient: ${name}, expected ${length} numbers`);
  return values;
}

/** Returns the named array of the state; mutates the state where it is not there yet. */
function slot(state: Map<string, Float32Array>, name: string, length: number): Float32Array {
  let values = state.get(name);
  if (values === undefined) state.set(name, (values = new Float32Array(length)));
  return values;
}
