import {joinBytes} from "../formats/bytes.js";
import type {RunImages} from "./messages.js";

/** A run of the pixels of a start’s images, which goes ahead of it. */
export interface ImagePiece {
  of: keyof RunImages;
  part: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** The bytes of a piece: copying them takes a small part of a frame. */
const PIECE_BYTES = 500_000;

/**
 * Gives the pixels of images piece by piece, in their order, as copies that can be handed over: a
 * message with all of them at once would hold the page for more than a tenth of a second.
 */
export function* imagePieces(images: RunImages): Generator<ImagePiece> {
  for (const of of ["train", "heldOut"] as const) {
    const {pixels} = images[of];
    const size = Math.floor(PIECE_BYTES / pixels.BYTES_PER_ELEMENT);
    for (let start = 0; start < pixels.length; start += size) {
      yield {of, part: pixels.slice(start, start + size)};
    }
  }
}

/** Sends the pieces of images, each in a task of its own; resolves when all are sent. */
export async function handOver(
  images: RunImages,
  send: (piece: ImagePiece) => void
): Promise<void> {
  for (const piece of imagePieces(images)) {
    send(piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Returns images of the same counts and kinds without their pixels, which go ahead in pieces. */
export function withoutPixels({train, heldOut}: RunImages): RunImages {
  return {
    train: {...train, pixels: train.pixels.slice(0, 0)},
    heldOut: {...heldOut, pixels: heldOut.pixels.slice(0, 0)}
  };
}

/** What a worker answers that is started with images. */
type Start<Request, Tell> = (request: Request, tell: Tell) => Promise<void>;

/** Returns what takes pieces, and starts with their images whole. */
export function gatherPieces<Request extends {images: RunImages}, Tell>(
  start: Start<Request, Tell>
): {pixels: (piece: ImagePiece) => void; start: Start<Request, Tell>} {
  let parts: Record<keyof RunImages, ImagePiece["part"][]> = {train: [], heldOut: []};
  return {
    pixels: ({of, part}) => void parts[of].push(part),
    start(request, tell) {
      const {train, heldOut} = request.images;
      const images = {
        train: {...train, pixels: joined(train.pixels, parts.train)},
        heldOut: {...heldOut, pixels: joined(heldOut.pixels, parts.heldOut)}
      };
      parts = {train: [], heldOut: []};
      return start({...request, images}, tell);
    }
  };
}

/** Returns parts as one, of the kind that an empty array has. */
function joined(
  empty: RunImages["train"]["pixels"],
  parts: readonly ImagePiece["part"][]
): Uint8Array | Float32Array {
  const bytes = joinBytes(parts.map(({buffer}) => new Uint8Array(buffer)));
  return empty instanceof Uint8Array ? bytes : new Float32Array(bytes.buffer);
}
