// Activations and their derivatives, in place, over `count` numbers; count is a multiple of 4.
import {sigmoid4, tanh4} from "./exponential";

/** Writes max(0, y) over y. */
export function relu(y: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (const end = y + ((<usize>count) << 2); y < end; y += 16) {
    v128.store(y, f32x4.max(zero, v128.load(y)));
  }
}

/** Writes tanh(y) over y. */
export function tanh(y: usize, count: i32): void {
  for (const end = y + ((<usize>count) << 2); y < end; y += 16) {
    v128.store(y, tanh4(v128.load(y)));
  }
}

/** Writes sigmoid(y) over y. */
export function sigmoid(y: usize, count: i32): void {
  for (const end = y + ((<usize>count) << 2); y < end; y += 16) {
    v128.store(y, sigmoid4(v128.load(y)));
  }
}

/** Multiplies dy by the rectifier's derivative, read off its output y: 1 where y > 0, else 0. */
export function reluGradient(dy: usize, y: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (const end = dy + ((<usize>count) << 2); dy < end; dy += 16, y += 16) {
    v128.store(dy, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
  }
}

/** Multiplies dy by tanh's derivative, read off its output y: 1 − y². */
export function tanhGradient(dy: usize, y: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (const end = dy + ((<usize>count) << 2); dy < end; dy += 16, y += 16) {
    const h = v128.load(y);
    v128.store(dy, f32x4.mul(v128.load(dy), f32x4.sub(one, f32x4.mul(h, h))));
  }
}
