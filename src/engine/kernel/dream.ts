// Pixels drawn from the Bernoulli decoder (appendix C.1), which wake-sleep dreams.
import {sigmoid4} from "./exponential";

/** Mixes the bits of four words so that each bit of the result depends on all of them (lowbias32). */
function mix4(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x21f0aaad));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(x, i32x4.shr_u(x, 15));
}

/**
 * Writes an image: pixel i is 1 where u(i) < sigmoid(logit), else 0. The uniform number u(i), in
 * [0, 1), is a hash of i and the image's two keys, 24 bits of it; src/math/dreams.ts has the same.
 *
 * @param count pixels; up to three numbers after them are written as well, and become 0
 */
export function dreamRow(logits: usize, count: i32, key0: i32, key1: i32, out: usize): void {
  const one = f32x4.splat(1);
  const first = i32x4.splat(key0);
  const second = i32x4.splat(key1);
  const end = i32x4.splat(count);
  let index = i32x4(0, 1, 2, 3);
  for (let i = 0; i < count; i += 4, logits += 16, out += 16) {
    const bits = mix4(i32x4.add(mix4(v128.xor(index, first)), second));
    const u = f32x4.mul(
      f32x4.convert_i32x4_u(i32x4.shr_u(bits, 8)),
      f32x4.splat(<f32>(1.0 / 16777216.0))
    );
    const drawn = f32x4.lt(u, sigmoid4(v128.load(logits)));
    v128.store(out, v128.and(one, v128.and(drawn, i32x4.lt_s(index, end))));
    index = i32x4.add(index, i32x4.splat(4));
  }
}

/** Writes the means of an image's pixels, sigmoid(logit); what is written after them becomes 0. */
export function meansRow(logits: usize, count: i32, out: usize): void {
  const end = i32x4.splat(count);
  let index = i32x4(0, 1, 2, 3);
  for (let i = 0; i < count; i += 4, logits += 16, out += 16) {
    v128.store(out, v128.and(sigmoid4(v128.load(logits)), i32x4.lt_s(index, end)));
    index = i32x4.add(index, i32x4.splat(4));
  }
}
