import {fromFloat16, toFloat16} from "./bytes.js";

/** “AEVC”, read as a little-endian word. */
const MAGIC = 0x43564541;
const VERSION = 1;
const HEADER_BYTES = 16;

/** The posteriors q(z|x) of labelled images. */
export interface Codes {
  count: number;
  latentSize: number;
  /** Posterior means, row-major [count, latentSize]. */
  mu: Float32Array;
  /** log σ², row-major [count, latentSize]. */
  logVar: Float32Array;
  /** The class of each image. */
  labels: Uint8Array;
}

/**
 * Returns codes as the bytes of a codes.bin: four little-endian words (magic, version, count,
 * latentSize), then mu and logVar as float16, then the labels, a byte each.
 */
export function encodeCodes({
  count,
  latentSize,
  mu,
  logVar,
  labels
}: Codes): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength(count, latentSize));
  const view = new DataView(bytes.buffer);
  for (const [i, word] of [MAGIC, VERSION, count, latentSize].entries()) {
    view.setUint32(4 * i, word, true);
  }
  for (const [i, half] of [...toFloat16(mu), ...toFloat16(logVar)].entries()) {
    view.setUint16(HEADER_BYTES + 2 * i, half, true);
  }
  bytes.set(labels, HEADER_BYTES + 4 * count * latentSize);
  return bytes;
}

/**
 * Returns the codes that the bytes of a codes.bin hold.
 *
 * @throws Error saying what is wrong if the bytes are of something else, or not all there
 */
export function decodeCodes(bytes: Uint8Array): Codes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES) {
    throw new Error(`invalid codes: ${bytes.length} bytes, expected at least ${HEADER_BYTES}`);
  }
  const [magic, version, count, latentSize] = [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  if (magic !== MAGIC)
    throw new Error(
      `invalid codes: magic number 0x${magic.toString(16)}, expected 0x${MAGIC.toString(16)}`
    );
  if (version !== VERSION)
    throw new Error(`invalid codes: version ${version}, expected ${VERSION}`);
  if (bytes.length !== byteLength(count, latentSize)) {
    throw new Error(
      `invalid codes: ${bytes.length} bytes, expected ${byteLength(count, latentSize)} ` +
        `for ${count} codes of ${latentSize} dimensions`
    );
  }
  const n = count * latentSize;
  const halves = new Uint16Array(2 * n);
  for (let i = 0; i < halves.length; ++i) halves[i] = view.getUint16(HEADER_BYTES + 2 * i, true);
  return {
    count,
    latentSize,
    mu: fromFloat16(halves.subarray(0, n)),
    logVar: fromFloat16(halves.subarray(n)),
    labels: bytes.slice(HEADER_BYTES + 4 * n)
  };
}

function byteLength(count: number, latentSize: number): number {
  return HEADER_BYTES + 4 * count * latentSize + count;
}
