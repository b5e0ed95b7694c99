import {openNetwork} from "../open-network.js";
import {createStripWorker} from "./session.js";

// A module worker: each has a kernel of its own, so nothing is shared and no header is needed.
const work = createStripWorker(
  async (network) => (await openNetwork(network)).network,
  (answer, transfer) => postMessage(answer, {transfer})
);
addEventListener("message", ({data}) => void work(data));
