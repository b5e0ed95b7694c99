import {footLine} from "./foot-line.js";
import {readFragment} from "./fragment.js";
import type {Json} from "./json.js";
import {openFragment} from "./open-fragment.js";
import {stateModel, type Kept} from "./state-model.js";
import {fragmentOf, packLong} from "./value-pieces.js";
import {whenRested} from "./when-rested.js";

export type {Kept} from "./state-model.js";
export type {Json} from "./json.js";

const model = stateModel();
let anchor = "";
let broken: readonly string[] = [];
let writes = 0; // a link that took time to pack is not written over a newer one
let beingRead = 0; // links whose packed values are still unpacked
let isOpening = false; // what changes now does so by a link
let isLate = false; // parts that are not there by now are hardly to come

/** A page has made its parts so long after it was loaded, in milliseconds. */
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
    if (!isOpening && rests.isReaders()) model.settle(isLate);
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
  return fragmentOf(place, new Map(held));
}

/** Puts the address right without a step to go back to. */
export function amendAddress(): void {
  history.replaceState({kept: true}, "", addressOf(stateFragment()));
}

function addressOf(fragment: string): string {
  return fragment === "" ? location.pathname + location.search : fragment;
}

const rests = whenRested(async (isReaders) => {
  // What is not unpacked yet would be lost; readers come first all the same.
  if (beingRead > 0 && !isReaders) return rests.wait();
  const mine = ++writes;
  await packLong(model.values());
  const fragment = stateFragment();
  if (mine !== writes || fragment === location.hash) return;
  if (isReaders) {
    model.settle(isLate);
    broken = [];
    say();
  }
  // What only follows from a link is no step to go back to.
  history[isReaders ? "pushState" : "replaceState"]({kept: true}, "", addressOf(fragment));
});

const sayLine = footLine("Dismiss");

function say(): void {
  const parts = Array.from(model.faults(isLate), ([name, fault]) => `${name}: ${fault}`);
  const faults = [...broken, ...parts].map((fault) => `${fault}.`).join(" ");
  sayLine(faults === "" ? "" : `Of this link, not all could be opened. ${faults}`);
}

function opening(act: () => void): void {
  const before = isOpening;
  isOpening = true;
  act();
  isOpening = before;
}

async function open(fragment: string): Promise<void> {
  const mine = ++writes;
  ++beingRead;
  await openFragment(fragment, ({anchor: place, values, faults}) => {
    if (mine !== writes) return;
    anchor = place;
    broken = faults;
    opening(() => model.apply(values));
    say();
  }).finally(() => --beingRead);
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

/** Resolves when the parts that a page has by now stand as its link wants. */
export const linkOpened = typeof document === "undefined" ? Promise.resolve() : openFirst();

function openFirst(): Promise<void> {
  const {state = ""} = document.documentElement.dataset;
  const opened = open(location.hash.includes("~") ? location.hash : state || location.hash);
  if (!location.hash.includes("~")) anchor = readFragment(location.hash).anchor;
  history.replaceState({kept: true}, "");
  addEventListener("popstate", follow);
  addEventListener("load", () => {
    if (location.hash.includes("~")) scroll();
    setTimeout(() => {
      isLate = true;
      say();
    }, LATE);
  });
  return opened;
}
