// exp and what is made of it, four numbers at a time.

const LOG2_E: f32 = 1.4426950408889634;
// ln 2 in two parts: the first has few bits, so that n times it is exact.
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;

/** 1.5·2²³: among floats of its size the spacing is 1, so that adding it rounds to an integer. */
const ROUNDER: f32 = 12582912;

/**
 * Returns x + 1.5·2²³. Less the same number that is x rounded to an integer, ties to even; as bits,
 * the integer stands at the low end. |x| ≤ 2²¹.
 */
export function shiftToInteger4(x: v128): v128 {
  return f32x4.add(x, f32x4.splat(ROUNDER));
}

/**
 * Returns exp(x), within 2e-7 of it relative to its size; x is clamped to ±87, where exp leaves the
 * normal numbers. exp(x) = 2ⁿ exp(r) with n = round(x / ln 2), |r| ≤ ln 2 / 2, and exp(r) by its
 * Taylor polynomial of degree 7.
 */
export function exp4(x: v128): v128 {
  // pmin and pmax are one instruction each; min and max care for NaN and are many.
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(87));
  const shifted = shiftToInteger4(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(<f32>(1.0 / 5040.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 720.0)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 120.0)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 24.0)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 6.0)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  // The shift drives all but n's own bits out; n + 127 is the exponent of 2ⁿ.
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** Returns sigmoid(x) = 1 / (1 + exp(−x)). */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** Returns tanh(x) = 2 sigmoid(2x) − 1. */
export function tanh4(x: v128): v128 {
  const s = sigmoid4(f32x4.add(x, x));
  return f32x4.sub(f32x4.add(s, s), f32x4.splat(1));
}
