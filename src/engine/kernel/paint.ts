// Images side by side, as a canvas keeps them.

/**
 * Writes whole rows of images as one strip of a sheet, in RGBA: 255 − ink in red, green and blue,
 * and opaque.
 *
 * @param pixels the images one after the other, each row-major; 0 is paper, 255 is ink
 * @param columns images in a row of the sheet
 */
export function paint(
  pixels: usize,
  images: i32,
  columns: i32,
  width: i32,
  height: i32,
  out: usize
): void {
  const line = (<usize>(columns * width)) << 2;
  // Four pixels become four words. What the swizzle does not find is 0, and 255 once inverted.
  const spread = i8x16(0, 0, 0, -1, 1, 1, 1, -1, 2, 2, 2, -1, 3, 3, 3, -1);
  for (let image = 0; image < images; ++image) {
    const row = <usize>((image / columns) * height);
    let to = out + row * line + ((<usize>((image % columns) * width)) << 2);
    for (let y = 0; y < height; ++y, to += line) {
      let x = 0;
      for (; x + 4 <= width; x += 4, pixels += 4) {
        const words = v128.not(i8x16.swizzle(v128.load32_zero(pixels), spread));
        v128.store(to + ((<usize>x) << 2), words);
      }
      for (; x < width; ++x, ++pixels) {
        const grey: u32 = 255 - <u32>load<u8>(pixels);
        store<u32>(to + ((<usize>x) << 2), 0xff000000 | (grey * 0x010101));
      }
    }
  }
}
