/** Transposes the 4×4 block at p, rows `stride` bytes apart, to out, rows `outStride` apart. */
export function transpose4(p: usize, stride: usize, out: usize, outStride: usize): void {
  const r0 = v128.load(p);
  const r1 = v128.load(p + stride);
  const r2 = v128.load(p + 2 * stride);
  const r3 = v128.load(p + 3 * stride);
  const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
  const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
  const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(out, i64x2.shuffle(low01, low23, 0, 2));
  v128.store(out + outStride, i64x2.shuffle(low01, low23, 1, 3));
  v128.store(out + 2 * outStride, i64x2.shuffle(high01, high23, 0, 2));
  v128.store(out + 3 * outStride, i64x2.shuffle(high01, high23, 1, 3));
}
