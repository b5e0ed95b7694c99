import {readFragment, writeFragment} from "./fragment.js";
import type {Json} from "./json.js";
import {LONG, PACKED} from "./packed-text.js";
import {sayFaults} from "./state-line.js";
import {stateModel, type Kept} from "./state-model.js";
import {textValue, valueText} from "./value-text.js";
import {whenRested} from "./when-rested.js";

export type {Kept} from "./state-model.js";
export type {Json} from "./json.js";

const model = stateModel();
const packing = () => import("./packed-text.js");
let anchor = "";
let broken: readonly string[] = [];
let writes = 0; // a link that took time to pack is not written over a newer one

/**
 * Keeps a part in the page's address, and returns what to call when the reader has changed it: the
 * address is written once no pointer is down. A link's value is written at once if there is one.
 *
 * @param name unique on its page, of a-z, 0-9 and -
 */
export function keep(name: string, part: Kept): () => void {
  model.add(name, part);
  say();
  rested();
  return rested;
}

/** Returns a promise to the fragment that brings the page back as it is, at a place in it. */
export async function stateFragment(place = anchor): Promise<string> {
  const texts = [...model.values()].map(async ([name, value]) => {
    const text = valueText(value);
    const isLong = text.length > LONG;
    return [name, isLong ? await (await packing()).packText(JSON.stringify(value)) : text] as const;
  });
  return writeFragment(place, new Map(await Promise.all(texts)));
}

const rested = whenRested(async (isReaders) => {
  const mine = ++writes;
  const fragment = await stateFragment();
  if (mine !== writes || fragment === location.hash) return;
  if (isReaders) {
    model.settle();
    broken = [];
    say();
  }
  const address = fragment === "" ? location.pathname + location.search : fragment;
  // What only follows from a link is no step to go back to.
  history[isReaders ? "pushState" : "replaceState"]({kept: true}, "", address);
});

function say(): void {
  const parts = Array.from(model.faults(), ([name, fault]) => `${name}: ${fault}`);
  sayFaults([...broken, ...parts]);
}

async function open(fragment: string): Promise<void> {
  const mine = ++writes;
  const {anchor: place, parts, faults} = readFragment(fragment);
  anchor = place;
  broken = faults;
  const values = new Map<string, Json>();
  const packed: [string, string][] = [];
  for (const [name, text] of parts) {
    if (text.startsWith(PACKED)) packed.push([name, text]);
    else read(name, () => values.set(name, textValue(text)));
  }
  model.apply(values);
  say();
  if (packed.length === 0) return;
  const {unpackText} = await packing();
  for (const [name, text] of packed) {
    const json = await unpackText(text).catch(() => "");
    read(name, () => values.set(name, textValue(valueText(JSON.parse(json) as Json))));
  }
  if (mine !== writes) return;
  model.apply(values);
  say();
}

function read(name: string, set: () => void): void {
  try {
    set();
  } catch {
    broken = [...broken, `${name}: a value that cannot be read`];
  }
}

function scroll(): void {
  if (anchor !== "") document.getElementById(anchor)?.scrollIntoView();
}

/** Follows an address that the reader went to; one to a place only keeps the state. */
async function follow(): Promise<void> {
  const isOurs = (history.state as {kept?: boolean} | null)?.kept === true;
  if (isOurs || location.hash.includes("~")) await open(location.hash);
  else {
    anchor = readFragment(location.hash).anchor;
    history.replaceState({kept: true}, "", (await stateFragment()) || location.href);
  }
  if (!isOurs) scroll();
}

if (typeof document !== "undefined") {
  const {state = ""} = document.documentElement.dataset;
  void open(location.hash.includes("~") ? location.hash : state || location.hash);
  history.replaceState({kept: true}, "");
  addEventListener("popstate", () => void follow());
  if (location.hash.includes("~")) addEventListener("load", scroll);
}
