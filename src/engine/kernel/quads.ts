import {shiftToInteger4} from "./exponential";

// Activations travel between layers in quads of rows, [rows/4][width][4]: one SIMD vector holds one
// unit of four images. Width is the number of units rounded up to 8; the units beyond are 0.

/** Writes row-major numbers, `columns` in a row, as quads of the given width; rows beyond are 0. */
export function packQuads(source: usize, rows: i32, columns: i32, width: i32, out: usize): void {
  const quads = (rows + 3) >> 2;
  memory.fill(out, 0, (<usize>(quads * width)) << 4);
  for (let i = 0; i < rows; ++i) {
    let to = out + ((<usize>((i >> 2) * width)) << 4) + ((<usize>(i & 3)) << 2);
    for (let k = 0; k < columns; ++k, source += 4, to += 16) f32.store(to, f32.load(source));
  }
}

/** Writes the first `columns` units of quads as row-major numbers. */
export function unpackQuads(quads: usize, rows: i32, columns: i32, width: i32, out: usize): void {
  for (let i = 0; i < rows; ++i) {
    let from = quads + ((<usize>((i >> 2) * width)) << 4) + ((<usize>(i & 3)) << 2);
    for (let k = 0; k < columns; ++k, from += 16, out += 4) f32.store(out, f32.load(from));
  }
}

/**
 * Rounds quads to 16-bit integers, each row by a step of its own, and packs pairs of units:
 * [rows/4][width/2][4][2]. The largest number of a row becomes 8,191, so that 500 products with
 * 8-bit weights stay far from overflowing 32 bits.
 *
 * @param steps where each row's step is written, as floats: number ≈ integer × step
 */
export function roundQuads(quads: usize, rows: i32, width: i32, steps: usize, out: usize): void {
  const low = i32x4.splat(0xffff);
  const limit = f32x4.splat(8191);
  const bytes = (<usize>width) << 4;
  for (let i = 0; i < rows; i += 4, quads += bytes, steps += 16) {
    const end = quads + bytes;
    // A row of zeros keeps a step above 0, so that nothing is divided by it.
    let largest = f32x4.splat(1e-30);
    for (let p = quads; p < end; p += 16) {
      largest = f32x4.pmax(largest, f32x4.abs(v128.load(p)));
    }
    v128.store(steps, f32x4.div(largest, limit));
    const scale = f32x4.div(limit, largest);
    for (let p = quads; p < end; p += 32, out += 16) {
      const even = shiftToInteger4(f32x4.mul(v128.load(p), scale));
      const odd = shiftToInteger4(f32x4.mul(v128.load(p, 16), scale));
      v128.store(out, v128.or(v128.and(even, low), i32x4.shl(odd, 16)));
    }
  }
}
