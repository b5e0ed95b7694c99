import type {CrewEvents, CrewWorker} from "./crew-worker.js";
import type {Strip} from "./strip-lane.js";
import type {StripAnswer} from "./strip-messages.js";

/** How workers are started, and how many. */
export interface CrewOptions {
  size: number;
  spawn: (events: CrewEvents) => CrewWorker;
  /** Starts a stand-in on this thread, for a browser where workers do not live. */
  spawnHere: (events: CrewEvents) => CrewWorker;
  /** Calls back after so many milliseconds, and returns how to call that off. */
  later: (milliseconds: number, callback: () => void) => () => void;
}

/** What happens to the strips that were given. */
export interface CrewReports {
  answered(strip: Strip, buffer: ArrayBuffer): void;
  failed(strip: Strip, message: string): void;
  /** A worker has died with these. */
  lost(strips: Strip[]): void;
}

/** Workers that compute strips. */
export interface Crew {
  hasRoom(): boolean;
  /** Gives a strip to the worker that has the least to do. */
  give(strip: Strip, buffer: ArrayBuffer | undefined): void;
  /** Lets the workers forget a network. */
  forget(name: string): void;
  stop(): void;
}

interface Member {
  worker: CrewWorker;
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
/** A worker that says nothing for so long, in milliseconds, is taken for dead: some die silently. */
const PATIENCE = 4000;
/** After so many deaths in a row the work is done on this thread. */
const MOST_DEATHS = 3;

/** Returns a crew; its workers start with the first strip, and dead ones are replaced. */
export function createCrew(
  {size, spawn, spawnHere, later}: CrewOptions,
  reports: CrewReports
): Crew {
  let members: Member[] = [];
  let deaths = 0;
  let livesHere = false;

  function hire(): Member {
    const member: Member = {
      worker: {send() {}, stop() {}},
      names: new Set(),
      strips: [],
      capacity: LEAST_AT_ONCE,
      isReady: false,
      stopWatch() {}
    };
    members.push(member);
    const start = livesHere ? spawnHere : spawn;
    member.worker = start({answer: (answer) => hear(member, answer), died: () => bury(member)});
    return member;
  }

  function watch(member: Member): void {
    member.stopWatch();
    const isExpected = member.isReady && member.strips.length > 0;
    member.stopWatch = isExpected ? later(PATIENCE, () => bury(member)) : () => {};
  }

  function hear(member: Member, answer: StripAnswer): void {
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

  function bury(member: Member): void {
    if (!members.includes(member)) return;
    if (++deaths === MOST_DEATHS) livesHere = true;
    member.stopWatch();
    member.worker.stop();
    members = members.filter((other) => other !== member);
    reports.lost(member.strips);
  }

  /** Returns whether another worker may be started; on this thread a second one would not help. */
  const isHiring = () => members.length < (livesHere ? 1 : size);

  return {
    hasRoom: () => isHiring() || members.some(isFree),
    give(strip, buffer) {
      const free = members.filter(isFree);
      const idlest = free.toSorted((a, b) => a.strips.length - b.strips.length)[0];
      const member = isHiring() ? hire() : idlest;
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

function isFree({strips, capacity}: Member): boolean {
  return strips.length < capacity;
}
