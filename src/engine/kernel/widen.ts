// Weights as they are stored, row-major [inputs, units], become panels of eight units: what the
// inner loops of the layers read straight through. Rows and columns beyond are 0.

/** Returns the number that half-precision bits stand for; weights are finite. */
function fromHalf(half: u32): f32 {
  // Shifted into place, the exponent is 112 too small: a product makes up for it, exactly, and
  // takes subnormal halves along.
  const magnitude = reinterpret<f32>((half & 0x7fff) << 13) * <f32>5.192296858534828e33;
  return half & 0x8000 ? -magnitude : magnitude;
}

/** Writes float16 numbers as float32. */
export function widenHalves(halves: usize, count: i32, out: usize): void {
  for (let i = 0; i < count; ++i, halves += 2, out += 4) {
    f32.store(out, fromHalf(load<u16>(halves)));
  }
}

/** Packs a float16 kernel into panels of float32, [units/8][width][8]. */
export function panelsFromHalves(
  halves: usize,
  inputs: i32,
  units: i32,
  width: i32,
  out: usize
): void {
  for (let k = 0; k < inputs; ++k) {
    for (let j = 0; j < units; ++j, halves += 2) {
      const at = (((j >> 3) * width + k) << 3) + (j & 7);
      f32.store(out + ((<usize>at) << 2), fromHalf(load<u16>(halves)));
    }
  }
}

/** Packs an 8-bit kernel into panels of float32, each column times its step. */
export function panelsFromBytes(
  bytes: usize,
  steps: usize,
  inputs: i32,
  units: i32,
  width: i32,
  out: usize
): void {
  for (let k = 0; k < inputs; ++k) {
    for (let j = 0; j < units; ++j, ++bytes) {
      const at = (((j >> 3) * width + k) << 3) + (j & 7);
      const value = <f32>load<i8>(bytes) * f32.load(steps + ((<usize>j) << 2));
      f32.store(out + ((<usize>at) << 2), value);
    }
  }
}

/** Packs an 8-bit kernel into panels of 16-bit pairs of inputs, [units/8][width/2][8][2]. */
export function pairPanelsFromBytes(
  bytes: usize,
  inputs: i32,
  units: i32,
  width: i32,
  out: usize
): void {
  for (let k = 0; k < inputs; ++k) {
    for (let j = 0; j < units; ++j, ++bytes) {
      const at = (((j >> 3) * (width >> 1) + (k >> 1)) << 4) + ((j & 7) << 1) + (k & 1);
      store<i16>(out + ((<usize>at) << 1), <i16>load<i8>(bytes));
    }
  }
}
