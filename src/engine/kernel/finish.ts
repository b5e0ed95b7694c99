// What happens to a tile of four rows by eight units once its sums are there.
import {relu, sigmoid, tanh} from "./activation";
import {exp4, shiftToInteger4} from "./exponential";
import {transpose4} from "./transpose";

/** Eight vectors: row 0's two, row 1's two, … */
export const TILE: usize = memory.data(128, 16);

/** How a layer ends, if not linear, which is 0. */
export const RELU: i32 = 1;
export const TANH: i32 = 2;
export const SIGMOID: i32 = 3;

/** Where a layer writes: quads for the next layer, rows of numbers, or rows of 8-bit pixels. */
export const TO_QUADS: i32 = 0;
export const TO_ROWS: i32 = 1;
export const TO_PIXELS: i32 = 2;

/**
 * Activates the tile at row i, unit j, and writes what of it lies within the matrix. In quads, rows
 * beyond hold numbers that nobody reads.
 */
export function finishTile(
  i: i32,
  j: i32,
  rows: i32,
  units: i32,
  activation: i32,
  form: i32,
  out: usize
): void {
  const filledRows = min(4, rows - i);
  activateRows(filledRows, activation);
  if (form == TO_QUADS) {
    const width = (units + 7) & ~7;
    storeTileAsQuads(out + ((<usize>((i >> 2) * width + j)) << 4));
    return;
  }
  const filledUnits = min(8, units - j);
  const at = <usize>(i * units + j);
  if (form == TO_PIXELS) storeTileAsPixels(out + at, filledRows, filledUnits, units);
  else storeTileAsRows(out + (at << 2), filledRows, filledUnits, (<usize>units) << 2);
}

/** Applies an activation to the tile's first `rows` rows, in place. */
function activateRows(rows: i32, activation: i32): void {
  const count = rows << 3;
  if (activation == RELU) relu(TILE, count);
  else if (activation == TANH) tanh(TILE, count);
  else if (activation == SIGMOID) sigmoid(TILE, count);
}

/** Writes the tile as eight vectors of four rows each. */
function storeTileAsQuads(out: usize): void {
  transpose4(TILE, 32, out, 16);
  transpose4(TILE + 16, 32, out + 64, 16);
}

/** Writes `rows` rows of `columns` numbers of the tile, rows `stride` bytes apart. */
function storeTileAsRows(out: usize, rows: i32, columns: i32, stride: usize): void {
  for (let i = 0; i < rows; ++i, out += stride) {
    memory.copy(out, TILE + ((<usize>i) << 5), (<usize>columns) << 2);
  }
}

/** Writes `rows` rows of `columns` pixels, round(255·sigmoid(a)), rows `stride` bytes apart. */
function storeTileAsPixels(out: usize, rows: i32, columns: i32, stride: usize): void {
  for (let i = 0; i < rows; ++i, out += stride) {
    const p = TILE + ((<usize>i) << 5);
    const words = i16x8.narrow_i32x4_s(pixel4(v128.load(p)), pixel4(v128.load(p, 16)));
    const bytes = i8x16.narrow_i16x8_u(words, words);
    if (columns == 8) {
      v128.store64_lane(out, bytes, 0);
    } else {
      v128.store64_lane(p, bytes, 0);
      memory.copy(out, p, columns);
    }
  }
}

/** Returns 255 / (1 + exp(−a)), rounded to integers. */
function pixel4(a: v128): v128 {
  const e = exp4(f32x4.neg(a));
  const mean = f32x4.div(f32x4.splat(255), f32x4.add(f32x4.splat(1), e));
  return v128.and(shiftToInteger4(mean), i32x4.splat(0xff));
}
