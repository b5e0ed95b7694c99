import type {PortableNetwork} from "../open-network.js";
import type {Send, StripAnswer, StripRequest} from "./session.js";
import type {SheetShape} from "./strip.js";

/** How workers are started, and how many. */
export interface PoolOptions {
  size: number;
  spawn: (events: WorkerEvents) => StripWorkerHandle;
  /** Starts a stand-in on this thread, for a browser where workers do not live. */
  spawnHere: (events: WorkerEvents) => StripWorkerHandle;
  /** Calls back after a number of milliseconds, and returns how to call that off. */
  later: (milliseconds: number, callback: () => void) => () => void;
}

/** What happens to the strips that were given. */
interface StripReports {
  answered(strip: Strip, buffer: ArrayBuffer): void;
  failed(strip: Strip, message: string): void;
  /** A worker has died with these. */
  lost(strips: Strip[]): void;
}

/** Workers that compute strips. */
interface WorkerPool {
  hasRoom(): boolean;
  /** Gives a strip to the worker that has the least to do. */
  give(strip: Strip, buffer: ArrayBuffer | undefined): void;
  /** Lets the workers forget a network. */
  forget(name: string): void;
  stop(): void;
}

interface PoolWorker {
  worker: StripWorkerHandle;
  names: Set<string>;
  strips: Strip[];
  /** How many strips it has at once. */
  capacity: number;
  isReady: boolean;
  stopWatch: () => void;
}

/**
 * Strips that a worker has at once: at least one to compute and one so that it need not wait, at
 * most what fills the milliseconds for which a page may be busy with a frame of its own.
 */
const [LEAST_AT_ONCE, MOST_AT_ONCE] = [2, 8];
const BUSY_FRAME = 10;
/** How long a worker may be silent before it is taken for dead, in milliseconds: some die silently. */
const PATIENCE = 4000;
/** The deaths in a row after which the work is done on this thread. */
const MOST_DEATHS = 3;

/** Returns a pool; its workers start with the first strip, and dead ones are replaced. */
function createPool(
  {size, spawn, spawnHere, later}: PoolOptions,
  reports: StripReports
): WorkerPool {
  let members: PoolWorker[] = [];
  let deaths = 0;
  let livesHere = false;

  function startWorker(): PoolWorker {
    const member: PoolWorker = {
      worker: {send() {}, stop() {}},
      names: new Set(),
      strips: [],
      capacity: LEAST_AT_ONCE,
      isReady: false,
      stopWatch() {}
    };
    members.push(member);
    const start = livesHere ? spawnHere : spawn;
    member.worker = start({
      answer: (answer) => hear(member, answer),
      died: () => stopWorker(member)
    });
    return member;
  }

  function watch(member: PoolWorker): void {
    member.stopWatch();
    const isExpected = member.isReady && member.strips.length > 0;
    member.stopWatch = isExpected ? later(PATIENCE, () => stopWorker(member)) : () => {};
  }

  function hear(member: PoolWorker, answer: StripAnswer): void {
    if (!members.includes(member)) return;
    member.isReady = true;
    if (answer.type === "ready") return watch(member);
    const strip = member.strips.shift()!;
    watch(member);
    deaths = 0;
    if (answer.type === "failed") return reports.failed(strip, answer.message);
    const fitting = Math.ceil(BUSY_FRAME / answer.milliseconds);
    member.capacity = Math.min(Math.max(fitting, LEAST_AT_ONCE), MOST_AT_ONCE);
    reports.answered(strip, answer.buffer);
  }

  function stopWorker(member: PoolWorker): void {
    if (!members.includes(member)) return;
    if (++deaths === MOST_DEATHS) livesHere = true;
    member.stopWatch();
    member.worker.stop();
    members = members.filter((other) => other !== member);
    reports.lost(member.strips);
  }

  /** Returns whether another worker may be started; on this thread a second one would not help. */
  const mayStart = () => members.length < (livesHere ? 1 : size);

  return {
    hasRoom: () => mayStart() || members.some(isFree),
    give(strip, buffer) {
      const free = members.filter(isFree);
      const idlest = free.toSorted((a, b) => a.strips.length - b.strips.length)[0];
      const member = mayStart() ? startWorker() : idlest;
      const {name, network, latentSize, shape} = strip.sheet;
      const {z} = strip;
      member.strips.push(strip);
      if (!member.names.has(name)) {
        member.names.add(name);
        member.worker.send({type: "network", name, network}, []);
      }
      const transfer = buffer === undefined ? [] : [buffer];
      const count = z.length / latentSize;
      member.worker.send({type: "strip", name, z, count, shape, buffer}, transfer);
      watch(member);
    },
    forget(name) {
      for (const {names, worker} of members) {
        if (names.delete(name)) worker.send({type: "forget", name}, []);
      }
    },
    stop() {
      for (const member of members) {
        member.stopWatch();
        member.worker.stop();
      }
      members = [];
    }
  };
}

function isFree({strips, capacity}: PoolWorker): boolean {
  return strips.length < capacity;
}

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
interface Strip {
  queue: Queue;
  sheet: SheetRequest;
  /** Counts the sheets of its queue, and those that are cut up otherwise than the one before. */
  version: number;
  cut: number;
  /** Counts the strips of the sheet, from the top. */
  index: number;
  z: Float32Array;
  /** The strip’s first line of pixels in the sheet. */
  y: number;
}

/** The sheets of one place, of which only the newest counts. */
interface Queue {
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
 * Returns a queue. A new sheet goes on where the one before was left, round and round: so every
 * part of it moves, even if sheets come faster than they can be computed.
 */
function createQueue(): Queue {
  let sheet: SheetRequest | undefined;
  let [version, cut, cursor] = [0, 0, 0];
  let waiting: boolean[] = [];
  let drawn: number[] = [];

  const rowsOf = ({shape}: SheetRequest) => Math.max(1, Math.floor(STRIP_IMAGES / shape.columns));
  const imagesOf = (one: SheetRequest) => rowsOf(one) * one.shape.columns;
  const isCutLike = (a: SheetRequest, b: SheetRequest) =>
    a.name === b.name && a.z.length === b.z.length && a.shape.columns === b.shape.columns;

  const queue: Queue = {
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
      return {queue, sheet, version, cut, index, z, y};
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
  return queue;
}

/** Draws sheets that are too much for one frame, strip by strip, on workers. */
export interface StripScheduler {
  /** Asks for a sheet in some place; what was asked for there before and not begun is dropped. */
  request(place: object, sheet: SheetRequest): void;
  /** Takes back what was asked for in some place: nothing of it is drawn from now on. */
  cancel(place: object): void;
  /** Frees what belongs to a network that is needed no more, and to the place it was drawn in. */
  forget(place: object, name: string): void;
  /** Ends all workers. */
  stop(): void;
}

/** Buffers that are kept for strips to come. */
const SPARE_BUFFERS = 8;

/**
 * Returns a scheduler. Places take turns strip by strip; in each of them only the newest sheet is
 * computed, and no strip is drawn over a newer one.
 *
 * @param options how workers are started, and how many
 */
export function createStripScheduler(options: PoolOptions): StripScheduler {
  const queues = new Map<object, Queue>();
  const spare: ArrayBuffer[] = [];
  const pool = createPool(options, {answered, failed, lost});

  /** Returns the next strip of the place whose turn it is, which then goes to the end. */
  function nextStrip(): Strip | undefined {
    for (const [place, queue] of queues) {
      const strip = queue.next();
      if (strip === undefined) continue;
      queues.delete(place);
      queues.set(place, queue);
      return strip;
    }
    return undefined;
  }

  function dispatch(): void {
    while (pool.hasRoom()) {
      const strip = nextStrip();
      if (strip === undefined) return;
      const bytes = (strip.z.length / strip.sheet.latentSize) * imageBytes(strip.sheet);
      const fitting = spare.findIndex(({byteLength}) => byteLength === bytes);
      pool.give(strip, fitting === -1 ? undefined : spare.splice(fitting, 1)[0]);
    }
  }

  function answered({queue, sheet, ...strip}: Strip, buffer: ArrayBuffer): void {
    if (queue.accept({queue, sheet, ...strip})) {
      sheet.draw(new Uint8ClampedArray(buffer), strip.y);
      if (queue.complete) sheet.done();
    }
    spare.push(buffer);
    if (spare.length > SPARE_BUFFERS) spare.shift();
    dispatch();
  }

  function failed({sheet}: Strip, message: string): void {
    sheet.fail(new Error(message));
    dispatch();
  }

  function lost(strips: Strip[]): void {
    for (const strip of strips) strip.queue.retry(strip);
    dispatch();
  }

  return {
    request(place, sheet) {
      const queue = queues.get(place) ?? createQueue();
      queues.set(place, queue);
      queue.request(sheet);
      dispatch();
    },
    cancel: (place) => queues.get(place)?.cancel(),
    forget(place, name) {
      queues.get(place)?.cancel();
      queues.delete(place);
      pool.forget(name);
    },
    stop: () => pool.stop()
  };
}

function imageBytes({shape: {width, height}}: SheetRequest): number {
  return 4 * width * height;
}

/** A worker that has been started. */
export interface StripWorkerHandle {
  send: Send<StripRequest>;
  stop(): void;
}

/** What a worker reports to whoever has started it. */
export interface WorkerEvents {
  answer(answer: StripAnswer): void;
  /** It is dead and will answer no more. */
  died(): void;
}
