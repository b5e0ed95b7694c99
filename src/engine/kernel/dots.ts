// Products of many rows with one vector: each row is read once, so memory sets the pace.
import {multiplyAdd} from "./multiply-add";

/**
 * Writes the dot product of each row with a vector.
 *
 * @param rows float32, [count][width], width a multiple of 8
 * @param vector float32, [width]
 * @param out float32, [count]
 */
export function dots(rows: usize, count: i32, width: i32, vector: usize, out: usize): void {
  const rowBytes = (<usize>width) << 2;
  for (let i = 0; i < count; ++i, out += 4) {
    let even = f32x4.splat(0);
    let odd = even;
    let v = vector;
    for (const end = rows + rowBytes; rows < end; rows += 32, v += 32) {
      even = multiplyAdd(v128.load(rows), v128.load(v), even);
      odd = multiplyAdd(v128.load(rows, 16), v128.load(v, 16), odd);
    }
    const sum = f32x4.add(even, odd);
    const first = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const last = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    f32.store(out, first + last);
  }
}
