const table = Uint32Array.from({length: 256}, (_, byte) => {
  let rest = byte;
  // 0xedb88320 is the polynomial of zip, gzip and PNG, lowest power first.
  for (let bit = 0; bit < 8; ++bit) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** Returns the CRC-32 of some bytes, as zip and PNG files store it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; ++i) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
