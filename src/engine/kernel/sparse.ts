// Products with images, most of whose pixels are 0: only the others are multiplied. What a product
// with 0 would add changes no sum, and the others are added in the order of `gemm`, so that both give
// the same numbers, bit by bit.
//
// A sparse vector is a number of entries, as i32 in 8 bytes, and the entries: an offset in bytes, as
// i32, and a value, as f32. It takes up 8 bytes for each element that it could have, and 8.
import {multiplyAdd} from "./multiply-add";

/**
 * Packs the rows of a row-major matrix into sparse vectors; the offset of column k is 32·k, where its
 * row lies in a panel.
 *
 * @param stride bytes from one row to the next
 * @param limit gives up as soon as there are more entries
 * @returns whether there are at most `limit` entries, and all are packed
 */
export function packSparseRows(
  matrix: usize,
  rows: i32,
  columns: i32,
  stride: usize,
  limit: i32,
  out: usize
): bool {
  const bytes = (<usize>(columns + 1)) << 3;
  let total = 0;
  for (let i = 0; i < rows; ++i, matrix += stride, out += bytes) {
    let to = out + 8;
    let p = matrix;
    for (let k = 0; k < columns; ++k, p += 4) {
      const value = f32.load(p);
      // Written in any case, and kept where it counts: a branch would be guessed wrong too often.
      i32.store(to, k << 5);
      f32.store(to, value, 4);
      to += value != 0 ? 8 : 0;
    }
    const entries = <i32>((to - out - 8) >> 3);
    i32.store(out, entries);
    total += entries;
    if (total > limit) return false;
  }
  return true;
}

/** Turns sparse rows into sparse columns; the offset of row i is 32·i, where it lies in a panel. */
export function transposeSparse(sparse: usize, rows: i32, columns: i32, out: usize): void {
  const rowBytes = (<usize>(columns + 1)) << 3;
  const columnBytes = (<usize>(rows + 1)) << 3;
  for (let k = 0, p = out; k < columns; ++k, p += columnBytes) i32.store(p, 0);
  for (let i = 0; i < rows; ++i, sparse += rowBytes) {
    let p = sparse + 8;
    for (const end = p + ((<usize>i32.load(sparse)) << 3); p < end; p += 8) {
      const column = out + <usize>(i32.load(p) >> 5) * columnBytes;
      const entries = i32.load(column) + 1;
      i32.store(column, entries);
      const to = column + ((<usize>entries) << 3);
      i32.store(to, i << 5);
      f32.store(to, f32.load(p, 4), 4);
    }
  }
}

/**
 * Computes C = A·B + bias for a sparse A.
 *
 * @param columns of B and C, a multiple of 8
 * @param depth the columns of A: sparse vectors are 8·(depth + 1) bytes long
 * @param b panels of columns, `bPanel` bytes each
 * @param rowStride bytes from one row of C to the next
 * @param panelStride bytes from eight columns of C to the next eight
 * @param bias one number a column, or 0 for none
 */
export function sparseGemm(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  b: usize,
  bPanel: usize,
  c: usize,
  rowStride: usize,
  panelStride: usize,
  bias: usize
): void {
  const vectorBytes = (<usize>(depth + 1)) << 3;
  let j = 0;
  // Two panels at a time: four sums of their own keep the adders busy.
  for (; j + 16 <= columns; j += 16, b += bPanel << 1, c += panelStride << 1) {
    let bias0 = f32x4.splat(0);
    let bias1 = bias0;
    let bias2 = bias0;
    let bias3 = bias0;
    if (bias != 0) {
      const p = bias + ((<usize>j) << 2);
      bias0 = v128.load(p);
      bias1 = v128.load(p, 16);
      bias2 = v128.load(p, 32);
      bias3 = v128.load(p, 48);
    }
    let pa = a;
    let pc = c;
    for (let i = 0; i < rows; ++i, pa += vectorBytes, pc += rowStride) {
      let s0 = bias0;
      let s1 = bias1;
      let s2 = bias2;
      let s3 = bias3;
      let p = pa + 8;
      for (const end = p + ((<usize>i32.load(pa)) << 3); p < end; p += 8) {
        const x = v128.load32_splat(p, 4);
        const first = b + <usize>i32.load(p);
        const second = first + bPanel;
        s0 = multiplyAdd(x, v128.load(first), s0);
        s1 = multiplyAdd(x, v128.load(first, 16), s1);
        s2 = multiplyAdd(x, v128.load(second), s2);
        s3 = multiplyAdd(x, v128.load(second, 16), s3);
      }
      v128.store(pc, s0);
      v128.store(pc, s1, 16);
      v128.store(pc + panelStride, s2);
      v128.store(pc + panelStride, s3, 16);
    }
  }
  if (j < columns) {
    let bias0 = f32x4.splat(0);
    let bias1 = bias0;
    if (bias != 0) {
      bias0 = v128.load(bias + ((<usize>j) << 2));
      bias1 = v128.load(bias + ((<usize>j) << 2), 16);
    }
    let pa = a;
    let pc = c;
    for (let i = 0; i < rows; ++i, pa += vectorBytes, pc += rowStride) {
      let s0 = bias0;
      let s1 = bias1;
      let p = pa + 8;
      for (const end = p + ((<usize>i32.load(pa)) << 3); p < end; p += 8) {
        const x = v128.load32_splat(p, 4);
        const row = b + <usize>i32.load(p);
        s0 = multiplyAdd(x, v128.load(row), s0);
        s1 = multiplyAdd(x, v128.load(row, 16), s1);
      }
      v128.store(pc, s0);
      v128.store(pc, s1, 16);
    }
  }
}
