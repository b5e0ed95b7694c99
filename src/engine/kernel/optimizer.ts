// Gradient ascent over `count` numbers, a multiple of 4. Padding has gradient 0 and stays 0. The
// gradient g is that of the objective without the weights' own prior N(0, I): its part, −decay·w, is
// added on the way, so that no array is read twice.

/**
 * One step of Adam: mean ← β₁·mean + (1 − β₁)·g, square ← β₂·square + (1 − β₂)·g²,
 * w ← w + rate·mean / (√square + ε). Bias correction is folded into rate and ε by the caller.
 */
export function adam(
  w: usize,
  g: usize,
  mean: usize,
  square: usize,
  count: i32,
  beta1: f64,
  beta2: f64,
  rate: f32,
  epsilon: f32,
  decay: f32
): void {
  const b1 = f32x4.splat(<f32>beta1);
  const b2 = f32x4.splat(<f32>beta2);
  const c1 = f32x4.splat(<f32>(1 - beta1));
  const c2 = f32x4.splat(<f32>(1 - beta2));
  const r = f32x4.splat(rate);
  const e = f32x4.splat(epsilon);
  const d = f32x4.splat(decay);
  for (const end = w + ((<usize>count) << 2); w < end; w += 16, g += 16, mean += 16, square += 16) {
    const weight = v128.load(w);
    const gradient = f32x4.sub(v128.load(g), f32x4.mul(d, weight));
    const m = f32x4.add(f32x4.mul(b1, v128.load(mean)), f32x4.mul(c1, gradient));
    const s = f32x4.add(
      f32x4.mul(b2, v128.load(square)),
      f32x4.mul(f32x4.mul(c2, gradient), gradient)
    );
    v128.store(mean, m);
    v128.store(square, s);
    const move = f32x4.div(f32x4.mul(r, m), f32x4.add(f32x4.sqrt(s), e));
    v128.store(w, f32x4.add(weight, move));
  }
}

/** One step of Adagrad: sum ← sum + g², w ← w + rate·g / (√sum + ε). */
export function adagrad(
  w: usize,
  g: usize,
  sum: usize,
  count: i32,
  rate: f32,
  epsilon: f32,
  decay: f32
): void {
  const r = f32x4.splat(rate);
  const e = f32x4.splat(epsilon);
  const d = f32x4.splat(decay);
  for (const end = w + ((<usize>count) << 2); w < end; w += 16, g += 16, sum += 16) {
    const weight = v128.load(w);
    const gradient = f32x4.sub(v128.load(g), f32x4.mul(d, weight));
    const s = f32x4.add(v128.load(sum), f32x4.mul(gradient, gradient));
    v128.store(sum, s);
    const move = f32x4.div(f32x4.mul(r, gradient), f32x4.add(f32x4.sqrt(s), e));
    v128.store(w, f32x4.add(weight, move));
  }
}

/**
 * Writes the sum of each column of a row-major matrix.
 *
 * @param columns a multiple of 4, and the length of a row
 */
export function columnSums(matrix: usize, rows: i32, columns: i32, out: usize): void {
  const stride = (<usize>columns) << 2;
  for (let j: usize = 0; j < stride; j += 16) {
    let sum = f32x4.splat(0);
    let p = matrix + j;
    for (let i = 0; i < rows; ++i, p += stride) sum = f32x4.add(sum, v128.load(p));
    v128.store(out + j, sum);
  }
}
