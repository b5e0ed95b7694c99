import type {
  WorkerEvents,
  PoolOptions,
  StripWorkerHandle,
  SheetRequest
} from "../../../src/engine/sheets/scheduler.js";
import type {StripRequest} from "../../../src/engine/sheets/session.js";

/** A worker that answers when the test says so. */
export interface FakeWorker extends StripWorkerHandle, WorkerEvents {
  /** Whether it was asked for on this thread. */
  isHere: boolean;
  isStopped: boolean;
  /** The networks that it was given, and has not been told to forget. */
  networks: string[];
  /** The strips that it has not answered. */
  strips: (StripRequest & {type: "strip"})[];
  /** Answers the oldest strip after some milliseconds: RGBA whose first byte is its first latent. */
  finish(milliseconds?: number): void;
}

/** Returns options for a pool whose workers and clock belong to the test. */
export function fakeWorkers(size: number) {
  const workers: FakeWorker[] = [];
  const timers = new Set<() => void>();
  function startWorker(events: WorkerEvents, isHere: boolean): StripWorkerHandle {
    const worker: FakeWorker = {
      ...events,
      isHere,
      isStopped: false,
      networks: [],
      strips: [],
      send(request) {
        if (request.type === "network") worker.networks.push(request.name);
        else if (request.type === "strip") worker.strips.push(request);
        else worker.networks = worker.networks.filter((name) => name !== request.name);
      },
      stop: () => (worker.isStopped = true),
      finish(milliseconds = 100) {
        const {z, count, shape, buffer} = worker.strips.shift()!;
        const bytes = 4 * count * shape.width * shape.height;
        const rgba = buffer ?? new ArrayBuffer(bytes);
        new Uint8Array(rgba)[0] = z[0];
        worker.answer({type: "strip", buffer: rgba, milliseconds});
      }
    };
    workers.push(worker);
    return worker;
  }
  const options: PoolOptions = {
    size,
    spawn: (events) => startWorker(events, false),
    spawnHere: (events) => startWorker(events, true),
    later(_, callback) {
      timers.add(callback);
      return () => timers.delete(callback);
    }
  };
  return {
    options,
    workers,
    timers,
    /** Lets the time run out for whoever is waited for. */
    wait() {
      for (const callback of Array.from(timers)) callback();
    }
  };
}

/** Returns a sheet of 16 columns of one-pixel images, in strips of 4 rows, and what becomes of it. */
export function fakeSheet(value: number, {rows = 8, name = "a"} = {}) {
  const drawn: [number, number][] = [];
  const log = {drawn, done: 0, errors: [] as string[]};
  const request: SheetRequest = {
    name,
    network: {layers: []},
    z: new Float32Array(16 * rows).fill(value),
    latentSize: 1,
    shape: {columns: 16, width: 1, height: 1},
    draw: (rgba, y) => drawn.push([rgba[0], y]),
    done: () => ++log.done,
    fail: ({message}) => log.errors.push(message)
  };
  return {request, log};
}
