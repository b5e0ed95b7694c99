/**
 * Returns the numbers that little-endian float16 bytes stand for: a sign, five bits of exponent,
 * ten of mantissa.
 */
export function halfFloats(bytes: Buffer): Float64Array {
  return Float64Array.from({length: bytes.length / 2}, (_, i) => {
    const half = bytes.readUInt16LE(2 * i);
    const exponent = (half >> 10) & 31;
    const mantissa = half & 1023;
    if (exponent === 31) throw new RangeError(`invalid weight ${i}: not finite`);
    const magnitude =
      exponent === 0 ? mantissa / 2 ** 24 : (1024 + mantissa) * 2 ** (exponent - 25);
    return half >= 0x8000 ? -magnitude : magnitude;
  });
}
