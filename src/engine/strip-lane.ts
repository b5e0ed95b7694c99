import type {PortableNetwork} from "./portable-network.js";
import type {SheetShape} from "./sheet-strip.js";

/** A sheet to be drawn in some place. */
export interface SheetRequest {
  /** The network’s name; the same name is the same network. */
  name: string;
  network: PortableNetwork;
  /** The latent points of all images, row-major [count, latentSize], row by row of the sheet. */
  z: Float32Array;
  latentSize: number;
  shape: SheetShape;
  /** Draws RGBA whose first line is line y of the sheet; the bytes are ours again afterwards. */
  draw: (rgba: Uint8ClampedArray<ArrayBuffer>, y: number) => void;
  /** All of the sheet is drawn. */
  done: () => void;
  fail: (error: Error) => void;
}

/** A part of a sheet that is computed at once. */
export interface Strip {
  lane: Lane;
  sheet: SheetRequest;
  /** Counts the sheets of its lane, and those that are cut up otherwise than the one before. */
  version: number;
  cut: number;
  /** Counts the strips of the sheet, from the top. */
  index: number;
  z: Float32Array;
  /** The strip’s first line of pixels in the sheet. */
  y: number;
}

/** The sheets of one place, of which only the newest counts. */
export interface Lane {
  /** Takes the place of whatever has not been started. */
  request(sheet: SheetRequest): void;
  /** Takes back the sheet: no part of it that is under way will be drawn. */
  cancel(): void;
  /** Returns the next strip to compute, if any. */
  next(): Strip | undefined;
  /** Takes back a strip that nobody has computed. */
  retry(strip: Strip): void;
  /** Returns whether a strip may be drawn: not over a newer one, nor in a sheet of another cut. */
  accept(strip: Strip): boolean;
  /** Returns whether the newest sheet has been drawn in all its parts. */
  readonly complete: boolean;
}

/** Images that are computed at once: a good millisecond in the kernel, which takes as many. */
const STRIP_IMAGES = 64;

/**
 * Returns a lane. A new sheet goes on where the one before was left, round and round: so every
 * part of it moves, even if sheets come faster than they can be computed.
 */
export function createLane(): Lane {
  let sheet: SheetRequest | undefined;
  let [version, cut, cursor] = [0, 0, 0];
  let waiting: boolean[] = [];
  let drawn: number[] = [];

  const rowsOf = ({shape}: SheetRequest) => Math.max(1, Math.floor(STRIP_IMAGES / shape.columns));
  const imagesOf = (one: SheetRequest) => rowsOf(one) * one.shape.columns;
  const isCutLike = (a: SheetRequest, b: SheetRequest) =>
    a.name === b.name && a.z.length === b.z.length && a.shape.columns === b.shape.columns;

  const lane: Lane = {
    request(next) {
      if (sheet === undefined || !isCutLike(sheet, next)) {
        ++cut;
        cursor = 0;
        const count = Math.ceil(next.z.length / (imagesOf(next) * next.latentSize));
        drawn = Array.from({length: count}, () => 0);
      }
      sheet = next;
      ++version;
      waiting = drawn.map(() => true);
    },
    cancel() {
      sheet = undefined;
      ++cut;
      waiting = [];
    },
    next() {
      if (sheet === undefined) return undefined;
      const after = waiting.indexOf(true, cursor);
      const index = after === -1 ? waiting.indexOf(true) : after;
      if (index === -1) return undefined;
      waiting[index] = false;
      cursor = index + 1;
      const length = imagesOf(sheet) * sheet.latentSize;
      const z = sheet.z.slice(index * length, (index + 1) * length);
      const y = index * rowsOf(sheet) * sheet.shape.height;
      return {lane, sheet, version, cut, index, z, y};
    },
    retry(strip) {
      if (strip.version === version) waiting[strip.index] = true;
    },
    accept(strip) {
      if (strip.cut !== cut || strip.version < drawn[strip.index]) return false;
      drawn[strip.index] = strip.version;
      return true;
    },
    get complete() {
      return drawn.every((one) => one === version);
    }
  };
  return lane;
}
