// What float products are made of.

/**
 * Returns a·b + c. A build with relaxed SIMD rounds it once where the processor has one instruction
 * for it, and the others twice: sums differ by rounding, no more.
 */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}
