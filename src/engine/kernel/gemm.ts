// Matrix products over packed operands. A is packed in quads of rows, [rows/4][depth][4]; B in
// panels of columns, [columns/8][depth][8]: the inner loop then reads both straight through. A
// panel of B stays in the first-level cache while all quads of A pass by.
import {multiplyAdd} from "./multiply-add";

/**
 * Writes C = A·B + bias, or adds A·B to C.
 *
 * C's element (i, j) lies at c + (j / 8)·panelStride + i·rowStride + (j % 8)·4, in bytes: with a
 * panelStride of 32 that is a row-major matrix, with a rowStride of 32 it is packed panels.
 *
 * @param rows a multiple of 4
 * @param columns a multiple of 8
 * @param bias address of one number a column, or 0 for none
 */
export function gemm(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  b: usize,
  c: usize,
  rowStride: usize,
  panelStride: usize,
  bias: usize,
  accumulate: bool
): void {
  const quadBytes = (<usize>depth) << 4;
  const panelBytes = (<usize>depth) << 5;
  for (let j = 0; j < columns; j += 8) {
    let bias0 = f32x4.splat(0);
    let bias1 = bias0;
    if (bias != 0) {
      bias0 = v128.load(bias + ((<usize>j) << 2));
      bias1 = v128.load(bias + ((<usize>j) << 2), 16);
    }
    let pa = a;
    let pc = c;
    for (let i = 0; i < rows; i += 4, pc += rowStride << 2) {
      const c1 = pc + rowStride;
      const c2 = c1 + rowStride;
      const c3 = c2 + rowStride;
      let s00 = bias0;
      let s01 = bias1;
      let s10 = bias0;
      let s11 = bias1;
      let s20 = bias0;
      let s21 = bias1;
      let s30 = bias0;
      let s31 = bias1;
      if (accumulate) {
        s00 = v128.load(pc);
        s01 = v128.load(pc, 16);
        s10 = v128.load(c1);
        s11 = v128.load(c1, 16);
        s20 = v128.load(c2);
        s21 = v128.load(c2, 16);
        s30 = v128.load(c3);
        s31 = v128.load(c3, 16);
      }
      let pb = b;
      for (const end = pa + quadBytes; pa < end; pa += 16, pb += 32) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, 16);
        let x = v128.load32_splat(pa);
        s00 = multiplyAdd(x, b0, s00);
        s01 = multiplyAdd(x, b1, s01);
        x = v128.load32_splat(pa, 4);
        s10 = multiplyAdd(x, b0, s10);
        s11 = multiplyAdd(x, b1, s11);
        x = v128.load32_splat(pa, 8);
        s20 = multiplyAdd(x, b0, s20);
        s21 = multiplyAdd(x, b1, s21);
        x = v128.load32_splat(pa, 12);
        s30 = multiplyAdd(x, b0, s30);
        s31 = multiplyAdd(x, b1, s31);
      }
      v128.store(pc, s00);
      v128.store(pc, s01, 16);
      v128.store(c1, s10);
      v128.store(c1, s11, 16);
      v128.store(c2, s20);
      v128.store(c2, s21, 16);
      v128.store(c3, s30);
      v128.store(c3, s31, 16);
    }
    b += panelBytes;
    c += panelStride;
  }
}
