// The Bernoulli decoder's log-likelihood (appendix C.1) and its derivative.
import {exp4} from "./exponential";

/** The factors 1 + exp(−|a|) ≤ 2 of one product, which stays far below the largest f32: 2⁶⁴. */
const FACTORS: i32 = 64;

/**
 * Returns Σ x·a − softplus(a) over one row of logits a, in nats, and writes scale·(x − sigmoid(a)),
 * its derivative by a times scale, to out.
 *
 * softplus(a) = max(a, 0) + log(1 + exp(−|a|)); the logarithms of many pixels are taken as one
 * logarithm of the product.
 *
 * @param count the number of pixels; the tail beyond a multiple of 4 is computed in scalars
 */
export function bernoulliRow(x: usize, a: usize, count: i32, scale: f32, out: usize): f64 {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  let linear = zero;
  let product = one;
  let factors = 0;
  let logs: f64 = 0;
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, a += 16, out += 16) {
    const logit = v128.load(a);
    const pixel = v128.load(x);
    const e = exp4(f32x4.neg(f32x4.abs(logit)));
    const factor = f32x4.add(one, e);
    const positive = f32x4.ge(logit, zero);
    const sigmoid = f32x4.div(v128.bitselect(one, e, positive), factor);
    v128.store(out, f32x4.mul(f32x4.splat(scale), f32x4.sub(pixel, sigmoid)));
    linear = f32x4.add(linear, f32x4.sub(f32x4.mul(pixel, logit), f32x4.max(logit, zero)));
    product = f32x4.mul(product, factor);
    if (++factors == FACTORS) {
      logs += logOfLanes(product);
      product = one;
      factors = 0;
    }
  }
  let sum = sumOfLanes(linear) - logs - logOfLanes(product);
  for (; i < count; ++i, x += 4, a += 4, out += 4) {
    const logit = f32.load(a);
    const pixel = f32.load(x);
    const e = <f32>Math.exp(-Math.abs(logit));
    const sigmoid: f32 = (logit >= 0 ? 1 : e) / (1 + e);
    f32.store(out, scale * (pixel - sigmoid));
    sum += pixel * logit - max<f32>(logit, 0) - Math.log(1 + e);
  }
  return sum;
}

function logOfLanes(v: v128): f64 {
  return (
    Math.log(f32x4.extract_lane(v, 0)) +
    Math.log(f32x4.extract_lane(v, 1)) +
    Math.log(f32x4.extract_lane(v, 2)) +
    Math.log(f32x4.extract_lane(v, 3))
  );
}

function sumOfLanes(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    f32x4.extract_lane(v, 2) +
    f32x4.extract_lane(v, 3)
  );
}
