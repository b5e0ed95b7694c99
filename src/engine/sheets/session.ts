import type {Network} from "../decoder.js";
import type {PortableNetwork} from "../open-network.js";
import type {SheetShape} from "./strip.js";

/**
 * Returns what a worker does with its messages: it keeps networks by name, and computes strips in
 * the order in which they come.
 *
 * @param open makes a network run
 */
export function createStripWorker(
  open: (network: PortableNetwork) => Promise<Network>,
  send: Send<StripAnswer>
): (request: StripRequest) => Promise<void> {
  const networks = new Map<string, Promise<Network>>();
  let last: Promise<void> = Promise.resolve();

  async function compute(request: StripRequest & {type: "strip"}): Promise<void> {
    const {name, z, count, shape, buffer} = request;
    try {
      const network = await networks.get(name);
      if (network === undefined)
        throw new Error(`unknown network: ${name}, expected one that was sent before`);
      const bytes = 4 * count * shape.width * shape.height;
      const rgba = buffer?.byteLength === bytes ? buffer : new ArrayBuffer(bytes);
      const start = performance.now();
      network.paint(z, count, shape, new Uint32Array(rgba));
      send({type: "strip", buffer: rgba, milliseconds: performance.now() - start}, [rgba]);
    } catch (error) {
      send({type: "failed", message: (error as Error).message}, []);
    }
  }

  send({type: "ready"}, []);
  return (request) => {
    if (request.type === "strip") return (last = last.then(() => compute(request)));
    if (request.type === "forget") {
      return (last = last.then(() => void networks.delete(request.name)));
    }
    const network = open(request.network);
    // Who computes with it hears of a failure; until then it is nobody’s.
    network.catch(() => {});
    networks.set(request.name, network);
    return Promise.resolve();
  };
}

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
      /** Where to write the pixels, if there is a buffer of the right size to use again. */
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
