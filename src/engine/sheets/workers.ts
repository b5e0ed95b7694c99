import {openNetwork} from "../open-network.js";
import type {WorkerEvents, StripWorkerHandle, StripScheduler} from "./scheduler.js";
import {createStripScheduler} from "./scheduler.js";
import {createStripWorker} from "./session.js";

/** More workers than this would hardly speed up a sheet that is done in some milliseconds. */
const MOST_WORKERS = 4;

/** The page’s workers, which start with the first sheet that is too much for one frame. */
export const stripWorkers: StripScheduler = createStripScheduler({
  // Node.js 20, which runs the tests, has no navigator.
  size: Math.min(MOST_WORKERS, globalThis.navigator?.hardwareConcurrency ?? 1),
  spawn,
  spawnHere,
  later(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }
});

// Not asked by async/worker.ts: strips have no numbers but their order, and what a worker leaves
// undone when it dies goes to another one, so no question of theirs ever fails with it.
function spawn({answer, died}: WorkerEvents): StripWorkerHandle {
  const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  worker.addEventListener("message", ({data}) => answer(data));
  worker.addEventListener("error", (event) => {
    // The strips are computed elsewhere: nothing is left to be reported.
    event.preventDefault();
    died();
  });
  return {
    send: (request, transfer) => worker.postMessage(request, transfer),
    stop: () => worker.terminate()
  };
}

/** Does a worker’s work on this thread, a strip at a time, so that the page stays responsive. */
function spawnHere({answer}: WorkerEvents): StripWorkerHandle {
  const work = createStripWorker(
    async (network) => (await openNetwork(network)).network,
    (message) => setTimeout(answer, 0, message)
  );
  return {send: (request) => void work(request), stop() {}};
}
