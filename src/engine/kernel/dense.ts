// Dense layers: sums of products in tiles of four rows by eight units, then bias, activation and
// the form that is wanted, while the tile is at hand. A panel of weights stays in the first-level
// cache while all rows pass by; the caller sends few enough rows for the second level.
import {
  activateTile,
  storeTileAsPixels,
  storeTileAsQuads,
  storeTileAsRows,
  TILE,
  TO_PIXELS,
  TO_QUADS
} from "./finish";

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
    for (let i = 0; i < rows; i += 4) {
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
        s00 = f32x4.add(f32x4.mul(a, w0), s00);
        s01 = f32x4.add(f32x4.mul(a, w1), s01);
        a = v128.load32_splat(px, 4);
        s10 = f32x4.add(f32x4.mul(a, w0), s10);
        s11 = f32x4.add(f32x4.mul(a, w1), s11);
        a = v128.load32_splat(px, 8);
        s20 = f32x4.add(f32x4.mul(a, w0), s20);
        s21 = f32x4.add(f32x4.mul(a, w1), s21);
        a = v128.load32_splat(px, 12);
        s30 = f32x4.add(f32x4.mul(a, w0), s30);
        s31 = f32x4.add(f32x4.mul(a, w1), s31);
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
  }
}

/**
 * Computes the same layer from 16-bit integers: twice as many products an instruction. The sums are
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
    for (let i = 0; i < rows; i += 4) {
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

/** Activates the tile at row i, unit j, and writes what of it lies within the matrix. */
function finishTile(
  i: i32,
  j: i32,
  rows: i32,
  units: i32,
  activation: i32,
  form: i32,
  out: usize
): void {
  activateTile(activation);
  if (form == TO_QUADS) {
    const width = (units + 7) & ~7;
    storeTileAsQuads(out + ((<usize>((i >> 2) * width + j)) << 4));
    return;
  }
  const filledRows = min(4, rows - i);
  const filledUnits = min(8, units - j);
  const at = <usize>(i * units + j);
  if (form == TO_PIXELS) storeTileAsPixels(out + at, filledRows, filledUnits, units);
  else storeTileAsRows(out + (at << 2), filledRows, filledUnits, (<usize>units) << 2);
}
