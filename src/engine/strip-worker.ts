import type {Network} from "./network-decoder.js";
import type {PortableNetwork} from "./portable-network.js";
import type {Send, StripAnswer, StripRequest} from "./strip-messages.js";

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
      if (network === undefined) throw new Error(`unknown network: ${name}`);
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
