/** What a reader of the visitor’s files accepts. */
export interface Limits {
  /** The largest width and height of an image, in pixels. */
  side: number;
  /** The most bytes that files may take when they are unpacked, all together. */
  unpacked: number;
  /** The most bytes that the images may take in memory: one a pixel, or four for real numbers. */
  pixels: number;
  /** The most files of one drop, those inside a zip counted too. */
  files: number;
}

const MIB = 2 ** 20;

/** The limits of the site: MNIST as 64-bit numbers fits, and a phone’s memory is not exhausted. */
export const defaultLimits: Limits = {
  side: 64,
  unpacked: 512 * MIB,
  pixels: 256 * MIB,
  files: 200_000
};

/** Returns a number of bytes as sentences write it: “512 MiB”, “3.1 GiB”, “12 bytes”. */
export function inBytes(bytes: number): string {
  const units: [string, number][] = [
    ["GiB", 1024 * MIB],
    ["MiB", MIB],
    ["KiB", 1024]
  ];
  const [unit, size] = units.find(([, one]) => bytes >= one) ?? ["bytes", 1];
  return `${(bytes / size).toLocaleString("en-US", {maximumSignificantDigits: 3})} ${unit}`;
}
