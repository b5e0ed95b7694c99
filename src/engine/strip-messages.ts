import type {PortableNetwork} from "./portable-network.js";
import type {SheetShape} from "./sheet-strip.js";

/** What a worker is told: a network to keep by its name, or to forget, or a strip to compute. */
export type StripRequest =
  | {type: "network"; name: string; network: PortableNetwork}
  | {type: "forget"; name: string}
  | {
      type: "strip";
      name: string;
      /** The latent points of the images, row-major; whole rows of the sheet. */
      z: Float32Array;
      count: number;
      shape: SheetShape;
      /** Where to write the pixels, if a buffer of the right size is at hand. */
      buffer?: ArrayBuffer;
    };

/**
 * What a worker says: that it runs; then, strip by strip in their order, RGBA and how long it took,
 * or what went wrong.
 */
export type StripAnswer =
  | {type: "ready"}
  | {type: "strip"; buffer: ArrayBuffer; milliseconds: number}
  | {type: "failed"; message: string};

/** Sends a message, along with buffers that change their owner. */
export type Send<Message> = (message: Message, transfer: ArrayBuffer[]) => void;
