// Dense layers: sums of products in tiles of four rows by eight units, then bias, activation and
// the form that is wanted, as soon as a tile’s sums are there. A panel of weights stays in the first-level
// cache while all rows pass by; the caller sends few enough rows for the second level. A single row
// that is left, such as that of a slider's one image, is not computed as four.
import {finishTile, TILE} from "./finish";
import {multiplyAdd} from "./multiply-add";

/**
 * Computes a layer in float32: activation(x·kernel + bias).
 *
 * @param x quads, [rows/4][width][4]
 * @param panels the kernel, [units/8][width][8]
 * @param form where to write: quads, rows or pixels; see finish.ts
 */
export function dense(
  rows: i32,
  units: i32,
  width: i32,
  x: usize,
  panels: usize,
  bias: usize,
  activation: i32,
  form: i32,
  out: usize
): void {
  const quadBytes = (<usize>width) << 4;
  for (let j = 0; j < units; j += 8, panels += quadBytes << 1) {
    const bias0 = v128.load(bias + ((<usize>j) << 2));
    const bias1 = v128.load(bias + ((<usize>j) << 2), 16);
    let px = x;
    let i = 0;
    for (; i < rows - 1; i += 4) {
      let s00 = bias0;
      let s01 = bias1;
      let s10 = bias0;
      let s11 = bias1;
      let s20 = bias0;
      let s21 = bias1;
      let s30 = bias0;
      let s31 = bias1;
      let pw = panels;
      for (const end = px + quadBytes; px < end; px += 16, pw += 32) {
        const w0 = v128.load(pw);
        const w1 = v128.load(pw, 16);
        let a = v128.load32_splat(px);
        s00 = multiplyAdd(a, w0, s00);
        s01 = multiplyAdd(a, w1, s01);
        a = v128.load32_splat(px, 4);
        s10 = multiplyAdd(a, w0, s10);
        s11 = multiplyAdd(a, w1, s11);
        a = v128.load32_splat(px, 8);
        s20 = multiplyAdd(a, w0, s20);
        s21 = multiplyAdd(a, w1, s21);
        a = v128.load32_splat(px, 12);
        s30 = multiplyAdd(a, w0, s30);
        s31 = multiplyAdd(a, w1, s31);
      }
      v128.store(TILE, s00);
      v128.store(TILE, s01, 16);
      v128.store(TILE, s10, 32);
      v128.store(TILE, s11, 48);
      v128.store(TILE, s20, 64);
      v128.store(TILE, s21, 80);
      v128.store(TILE, s30, 96);
      v128.store(TILE, s31, 112);
      finishTile(i, j, rows, units, activation, form, out);
    }
    if (i < rows) {
      // Even and odd inputs add up apart, so that fewer additions wait for one another.
      let s0 = bias0;
      let s1 = bias1;
      let t0 = f32x4.splat(0);
      let t1 = t0;
      let pw = panels;
      for (const end = px + quadBytes; px < end; px += 32, pw += 64) {
        const a = v128.load32_splat(px);
        const b = v128.load32_splat(px, 16);
        s0 = multiplyAdd(a, v128.load(pw), s0);
        s1 = multiplyAdd(a, v128.load(pw, 16), s1);
        t0 = multiplyAdd(b, v128.load(pw, 32), t0);
        t1 = multiplyAdd(b, v128.load(pw, 48), t1);
      }
      v128.store(TILE, f32x4.add(s0, t0));
      v128.store(TILE, f32x4.add(s1, t1), 16);
      finishTile(i, j, rows, units, activation, form, out);
    }
  }
}
