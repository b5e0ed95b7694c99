// Packing: the copies that put a matrix in the order in which `gemm` reads it.
import {transpose4} from "./transpose";

/**
 * Packs the rows of a row-major matrix into quads, [rows/4][columns][4].
 *
 * @param rows a multiple of 4
 * @param stride bytes from one row to the next
 */
export function packRows(matrix: usize, rows: i32, columns: i32, stride: usize, out: usize): void {
  for (let i = 0; i < rows; i += 4, matrix += stride << 2) {
    let p = matrix;
    let k = 0;
    for (; k + 4 <= columns; k += 4, p += 16, out += 64) transpose4(p, stride, out, 16);
    for (; k < columns; ++k, p += 4, out += 16) {
      f32.store(out, f32.load(p));
      f32.store(out, f32.load(p + stride), 4);
      f32.store(out, f32.load(p + 2 * stride), 8);
      f32.store(out, f32.load(p + 3 * stride), 12);
    }
  }
}

/**
 * Packs the columns of a row-major matrix, as rows of its transpose, into quads
 * [columns/4][rows][4].
 *
 * @param columns a multiple of 4
 */
export function packColumns(
  matrix: usize,
  rows: i32,
  columns: i32,
  stride: usize,
  out: usize
): void {
  for (let j = 0; j < columns; j += 4, matrix += 16) {
    let p = matrix;
    for (let k = 0; k < rows; ++k, p += stride, out += 16) v128.store(out, v128.load(p));
  }
}

/**
 * Packs a row-major matrix into panels of columns, [columns/8][rows][8].
 *
 * @param columns a multiple of 8
 */
export function packPanels(
  matrix: usize,
  rows: i32,
  columns: i32,
  stride: usize,
  out: usize
): void {
  for (let j = 0; j < columns; j += 8, matrix += 32) {
    let p = matrix;
    for (let k = 0; k < rows; ++k, p += stride, out += 32) {
      v128.store(out, v128.load(p));
      v128.store(out, v128.load(p, 16), 16);
    }
  }
}

/**
 * Packs the transpose of a matrix that lies in panels, [columns/8][rows][8], into panels of its
 * own, [rows/8][columns][8]; the last panel is filled up with zeros.
 *
 * @param columns a multiple of 8
 */
export function packTransposedPanels(panels: usize, rows: i32, columns: i32, out: usize): void {
  const panelBytes = (<usize>rows) << 5;
  for (let i = 0; i < rows; i += 8) {
    const filled = min(8, rows - i);
    for (let j = 0; j < columns; j += 8, out += 256) {
      const p = panels + <usize>(j >> 3) * panelBytes + ((<usize>i) << 5);
      if (filled == 8) {
        transpose4(p, 32, out, 32);
        transpose4(p + 16, 32, out + 128, 32);
        transpose4(p + 128, 32, out + 16, 32);
        transpose4(p + 144, 32, out + 144, 32);
      } else {
        memory.fill(out, 0, 256);
        for (let r = 0; r < filled; ++r) {
          for (let column = 0; column < 8; ++column) {
            f32.store(
              out + ((<usize>column) << 5) + ((<usize>r) << 2),
              f32.load(p + ((<usize>r) << 5) + ((<usize>column) << 2))
            );
          }
        }
      }
    }
  }
}
