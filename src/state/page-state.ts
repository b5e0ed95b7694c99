import type {Json} from "../formats/json.js";
import {brief, parseJson} from "../formats/json.js";
import {footLine} from "./foot-line.js";
import {fragmentOf, openFragment, packLong, readFragment, unreadable} from "./fragment.js";
import {lateModule, noLonger} from "./late-module.js";
import {whenRested} from "./when-rested.js";

const model = stateModel();
let anchor = "";
let broken: readonly string[] = [];
let writes = 0; // a link that took time to pack is not written over a newer one
let links = 0; // what is unpacked of a link is not for the one that came after it
let isOpening = false; // what changes now does so by a link
let isPageLate = false; // parts that are not there by now are hardly to come

/** How long after loading a page has made all of its parts, in milliseconds. */
const LATE = 4000;

/**
 * Keeps a part in the page's address, and returns what to call when the reader has changed it: the
 * address is written once no pointer is down. A link's value is written at once if there is one.
 *
 * @param name unique on its page, of a-z, 0-9 and -
 */
export function keep(name: string, part: Kept): () => void {
  opening(() => model.add(name, part));
  say();
  rests.wait();
  return () => {
    // Parts that are made anew by this change are not for the link any more.
    if (!isOpening && rests.isReaders()) model.settle(isPageLate);
    rests.wait();
  };
}

/**
 * Returns the fragment, with its #, that brings the page back as it is, at a place in it; empty
 * where the place is the top and nothing differs from the beginning.
 *
 * @param place the id of an element; by default where the page's own address leads
 * @param more what the link is to hold besides, or instead, by the names of the parts; undefined
 *     leaves a part out
 */
export function stateFragment(
  place = anchor,
  more: Readonly<Record<string, Json | undefined>> = {}
): string {
  const values = new Map([...model.values(), ...Object.entries(more)]);
  const held = Array.from(values).filter((pair): pair is [string, Json] => pair[1] !== undefined);
  return fragmentOf(place, new Map(held), model.sealed());
}

/** Puts the address right without a step to go back to. */
export function amendAddress(): void {
  history.replaceState({kept: true}, "", addressOf(stateFragment()));
}

function addressOf(fragment: string): string {
  return fragment === "" ? location.pathname + location.search : fragment;
}

const rests = whenRested(async (isReaders) => {
  const mine = ++writes;
  await packLong(model.values());
  const fragment = stateFragment();
  if (mine !== writes || fragment === location.hash) return;
  if (isReaders) {
    model.settle(isPageLate);
    broken = [];
    say();
  }
  // What only follows from a link is no step to go back to.
  history[isReaders ? "pushState" : "replaceState"]({kept: true}, "", addressOf(fragment));
});

const sayLine = footLine("Dismiss");

function say(): void {
  const parts = Array.from(model.faults(isPageLate), ([name, fault]) => `${name}: ${fault}`);
  const faults = [...broken, ...parts].map((fault) => `${fault}.`).join(" ");
  sayLine(faults === "" ? "" : `Of this link, not all could be opened. ${faults}`);
}

function opening(act: () => void): void {
  const before = isOpening;
  isOpening = true;
  act();
  isOpening = before;
}

/** What is loaded where a link has long values. */
const UNPACKING = "what unpacks the long values of this link";

/**
 * Opens a link: at once what is plain in it, and what is packed once what unpacks it is there. Until
 * then, however late, the address goes on to hold it as it is.
 */
async function open(fragment: string): Promise<void> {
  ++writes;
  const mine = ++links;
  const {anchor: place, values, sealed, faults} = openFragment(fragment);
  anchor = place;
  broken = faults;
  opening(() => model.apply(values, sealed));
  say();
  noLonger(UNPACKING);
  if (sealed.size === 0) return;
  const {unpackText} = await lateModule(() => import("./packed-text.js"), UNPACKING);
  for (const [name, text] of sealed) {
    const value = await unpackText(text)
      .then(parseJson, () => undefined)
      .catch(() => undefined);
    if (mine !== links) return;
    if (value === undefined) broken = [...broken, unreadable(name, text)];
    opening(() => model.unseal(name, value));
  }
  say();
}

function scroll(): void {
  if (anchor !== "") document.getElementById(anchor)?.scrollIntoView();
}

/** Follows an address that the reader went to; one to a place only keeps the state. */
function follow(): void {
  const isOurs = (history.state as {kept?: boolean} | null)?.kept === true;
  const place = readFragment(location.hash).anchor;
  const hasState = isOurs || location.hash.includes("~");
  if (hasState && location.hash !== stateFragment(place)) void open(location.hash);
  else {
    anchor = place;
    history.replaceState({kept: true}, "", stateFragment() || location.href);
  }
  if (!isOurs) scroll();
}

/** Returns whether a page was opened as it was built: by no link that holds what is set on it. */
export function opensAsBuilt(): boolean {
  const {state = ""} = document.documentElement.dataset;
  return !location.hash.includes("~") && !state.includes("~");
}

/** Resolves when the parts that a page has by now stand as its link wants. */
export const linkOpened = typeof document === "undefined" ? Promise.resolve() : openFirst();

function openFirst(): Promise<void> {
  const {state = ""} = document.documentElement.dataset;
  const {hash} = location;
  const opened = open(hash.includes("~") ? hash : state || hash);
  // The browser goes to such a place by itself, whatever place the state of a report has.
  const isPlain = hash !== "" && !hash.includes("~");
  if (isPlain) anchor = readFragment(hash).anchor;
  history.replaceState({kept: true}, "");
  addEventListener("popstate", follow);
  addEventListener("load", () => {
    if (!isPlain) scroll();
    setTimeout(() => {
      isPageLate = true;
      say();
    }, LATE);
  });
  return opened;
}

/** A part of a page that a link can keep. */
export interface Kept {
  /** Returns what to keep, as JSON; undefined where it is as at first. */
  read(): Json | undefined;
  /**
   * Puts back what a link holds; undefined puts it as at first. Throws an Error of one sentence
   * where it cannot.
   */
  write(value: Json | undefined): void;
}

/** The parts of a page, and what a link wants of them. */
interface StateModel {
  /** Adds a part, or one that takes the place of an earlier one of its name, and writes to it. */
  add(name: string, part: Kept): void;
  /**
   * Writes the values of a link to all parts; those it does not name are put as at first, and those
   * whose packed texts are still to be opened stay as they are.
   */
  apply(values: ReadonlyMap<string, Json>, sealed?: ReadonlyMap<string, string>): void;
  /** Writes the value of a packed text, now that it is opened; undefined: it holds none. */
  unseal(name: string, value: Json | undefined): void;
  /** Returns the packed texts that are still to be opened, by the names of the parts. */
  sealed(): ReadonlyMap<string, string>;
  /**
   * Says that the reader has changed something: what the link wanted of present parts is past.
   *
   * @param isLate whether that of parts that are not there is, too
   */
  settle(isLate: boolean): void;
  /** Returns what differs from the beginning, and what parts that are still to come will get. */
  values(): Map<string, Json>;
  /**
   * Returns why parts could not be put as the link wants, by their names.
   *
   * @param isLate whether parts that are not there are missed
   */
  faults(isLate: boolean): ReadonlyMap<string, string>;
}

/** Returns the state of a page that has no parts yet. */
export function stateModel(): StateModel {
  const parts = new Map<string, Kept>();
  const faults = new Map<string, string>();
  let wanted = new Map<string, Json>();
  let packed = new Map<string, string>();

  function write(name: string, part: Kept): void {
    faults.delete(name);
    try {
      part.write(wanted.get(name));
    } catch (error) {
      faults.set(name, error instanceof Error ? error.message : String(error));
      part.write(undefined);
    }
  }

  return {
    add(name, part) {
      parts.set(name, part);
      if (wanted.has(name)) write(name, part);
    },
    apply(values, sealed = new Map()) {
      wanted = new Map(values);
      packed = new Map(sealed);
      faults.clear();
      // A value may make other parts anew, which then are written to as they are added.
      for (const [name, part] of parts) {
        if (packed.has(name) || parts.get(name) !== part) continue;
        if (wanted.has(name) || part.read() !== undefined) write(name, part);
      }
    },
    unseal(name, value) {
      packed.delete(name);
      if (value === undefined) return;
      wanted.set(name, value);
      const part = parts.get(name);
      if (part !== undefined) write(name, part);
    },
    sealed: () => packed,
    settle(isLate) {
      if (isLate) wanted.clear();
      else for (const name of parts.keys()) wanted.delete(name);
      faults.clear();
    },
    values() {
      const values = new Map<string, Json>();
      for (const [name, part] of parts) {
        const value = part.read();
        if (value !== undefined) values.set(name, value);
      }
      for (const [name, value] of wanted) if (!parts.has(name)) values.set(name, value);
      return values;
    },
    faults(isLate) {
      const missed = isLate ? [...wanted].filter(([name]) => !parts.has(name)) : [];
      return new Map([
        ...faults,
        ...missed.map(
          ([name, value]) => [name, `${brief(value)}, for which this page has no place`] as const
        )
      ]);
    }
  };
}
