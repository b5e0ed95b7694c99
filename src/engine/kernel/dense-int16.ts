// Dense layers of integers, in the same tiles as those of floats.
import {finishTile, TILE} from "./finish";

/**
 * Computes what dense does from 16-bit integers: twice as many products an instruction. The sums are
 * exact; they become numbers again by the steps of their row and their column.
 *
 * @param x pairs of units, [rows/4][width/2][4][2]
 * @param rowSteps one number a row, `rows` rounded up to 4
 * @param panels the kernel, [units/8][width/2][8][2]
 * @param columnSteps one number a unit, `units` rounded up to 8
 */
export function denseInt16(
  rows: i32,
  units: i32,
  width: i32,
  x: usize,
  rowSteps: usize,
  panels: usize,
  columnSteps: usize,
  bias: usize,
  activation: i32,
  form: i32,
  out: usize
): void {
  const quadBytes = (<usize>width) << 3;
  for (let j = 0; j < units; j += 8, panels += quadBytes << 1) {
    const at = (<usize>j) << 2;
    let px = x;
    let i = 0;
    for (; i < rows - 1; i += 4) {
      let s00 = i32x4.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      let pw = panels;
      for (const end = px + quadBytes; px < end; px += 16, pw += 32) {
        const w0 = v128.load(pw);
        const w1 = v128.load(pw, 16);
        let a = v128.load32_splat(px);
        s00 = i32x4.add(i32x4.dot_i16x8_s(a, w0), s00);
        s01 = i32x4.add(i32x4.dot_i16x8_s(a, w1), s01);
        a = v128.load32_splat(px, 4);
        s10 = i32x4.add(i32x4.dot_i16x8_s(a, w0), s10);
        s11 = i32x4.add(i32x4.dot_i16x8_s(a, w1), s11);
        a = v128.load32_splat(px, 8);
        s20 = i32x4.add(i32x4.dot_i16x8_s(a, w0), s20);
        s21 = i32x4.add(i32x4.dot_i16x8_s(a, w1), s21);
        a = v128.load32_splat(px, 12);
        s30 = i32x4.add(i32x4.dot_i16x8_s(a, w0), s30);
        s31 = i32x4.add(i32x4.dot_i16x8_s(a, w1), s31);
      }
      const steps = rowSteps + ((<usize>i) << 2);
      scaleRow(0, s00, s01, steps, columnSteps + at, bias + at);
      scaleRow(32, s10, s11, steps + 4, columnSteps + at, bias + at);
      scaleRow(64, s20, s21, steps + 8, columnSteps + at, bias + at);
      scaleRow(96, s30, s31, steps + 12, columnSteps + at, bias + at);
      finishTile(i, j, rows, units, activation, form, out);
    }
    if (i < rows) {
      let s0 = i32x4.splat(0);
      let s1 = s0;
      let pw = panels;
      for (const end = px + quadBytes; px < end; px += 16, pw += 32) {
        const a = v128.load32_splat(px);
        s0 = i32x4.add(i32x4.dot_i16x8_s(a, v128.load(pw)), s0);
        s1 = i32x4.add(i32x4.dot_i16x8_s(a, v128.load(pw, 16)), s1);
      }
      const steps = rowSteps + ((<usize>i) << 2);
      scaleRow(0, s0, s1, steps, columnSteps + at, bias + at);
      finishTile(i, j, rows, units, activation, form, out);
    }
  }
}

/** Writes one row of the tile: integer sums times the steps of row and column, plus the bias. */
function scaleRow(
  offset: usize,
  sum0: v128,
  sum1: v128,
  rowStep: usize,
  columnSteps: usize,
  bias: usize
): void {
  const step = v128.load32_splat(rowStep);
  const scale0 = f32x4.mul(step, v128.load(columnSteps));
  const scale1 = f32x4.mul(step, v128.load(columnSteps, 16));
  const y0 = f32x4.mul(f32x4.convert_i32x4_s(sum0), scale0);
  const y1 = f32x4.mul(f32x4.convert_i32x4_s(sum1), scale1);
  v128.store(TILE + offset, f32x4.add(y0, v128.load(bias)));
  v128.store(TILE + offset, f32x4.add(y1, v128.load(bias, 16)), 16);
}
