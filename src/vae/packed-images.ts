/** “AEVI”, read as a little-endian word. */
const MAGIC = 0x49564541;
const VERSION = 1;
const HEADER_BYTES = 24;

/** Images to train on and images to measure with, all of one size, as the site carries them. */
export interface PackedImages {
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /** 8-bit pixels, row-major [train, height × width]; 0 is paper, 255 is ink. */
  train: Uint8Array;
  /** Pixels of the images to measure with, likewise. */
  heldOut: Uint8Array;
  /** The class of each image to measure with. */
  labels: Uint8Array;
}

/**
 * Returns images as bytes: six little-endian words (magic, version, the numbers of images to train
 * on and to measure with, width, height), then the labels, then all pixels, a byte each.
 */
export function encodeImages({
  width,
  height,
  train,
  heldOut,
  labels
}: PackedImages): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + labels.length + train.length + heldOut.length);
  const view = new DataView(bytes.buffer);
  const trainCount = train.length / (width * height);
  const words = [MAGIC, VERSION, trainCount, labels.length, width, height];
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  bytes.set(labels, HEADER_BYTES);
  bytes.set(train, HEADER_BYTES + labels.length);
  bytes.set(heldOut, HEADER_BYTES + labels.length + train.length);
  return bytes;
}

/**
 * Returns the images that bytes hold; they are views, not copies.
 *
 * @throws Error saying what is wrong if the bytes are of something else, or not all there
 */
export function decodeImages(bytes: Uint8Array): PackedImages {
  if (bytes.length < HEADER_BYTES) {
    throw new Error(`invalid images: ${bytes.length} bytes, expected at least ${HEADER_BYTES}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (i: number) => view.getUint32(4 * i, true);
  const [magic, version, train, heldOut, width, height] = [0, 1, 2, 3, 4, 5].map(word);
  if (magic !== MAGIC) throw new Error(`invalid images: magic number 0x${magic.toString(16)}`);
  if (version !== VERSION) {
    throw new Error(`invalid images: version ${version}, expected ${VERSION}`);
  }
  const size = width * height;
  const expected = HEADER_BYTES + heldOut + (train + heldOut) * size;
  if (bytes.length !== expected) {
    throw new Error(
      `invalid images: ${bytes.length} bytes, expected ${expected} ` +
        `for ${train} + ${heldOut} images of ${width} × ${height} pixels`
    );
  }
  const afterLabels = HEADER_BYTES + heldOut;
  const afterTrain = afterLabels + train * size;
  return {
    width,
    height,
    train: bytes.subarray(afterLabels, afterTrain),
    heldOut: bytes.subarray(afterTrain),
    labels: bytes.subarray(HEADER_BYTES, afterLabels)
  };
}
