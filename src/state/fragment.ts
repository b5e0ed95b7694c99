import {importLater} from "../async/once.js";
import type {Json} from "../formats/json.js";
import {parseJson} from "../formats/json.js";

/** What the fragment of an address holds, such as `#gap~1~q=(0.35,1.2)~model='mnist-2d'`. */
interface Fragment {
  /** The id of a place in the page; empty where there is none. */
  anchor: string;
  /** The text of each part of the state, by its name, as it stands in the address. */
  parts: ReadonlyMap<string, string>;
  /** What could not be read, one sentence each. */
  faults: readonly string[];
}

/** The version of the format, the first thing after the anchor. */
export const VERSION = 1;

/** The longest fragment that is read, in characters. */
export const LONGEST = 100_000;

/** The most parts that a link may have. */
const MOST = 100;

/** The name of a part. */
const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Returns what a fragment holds; one with no state has only an anchor. */
export function readFragment(fragment: string): Fragment {
  const text = fragment.replace(/^#/, "");
  const [first = "", version, ...pieces] = text.slice(0, LONGEST + 1).split("~");
  const none = {anchor: decoded(first), parts: new Map<string, string>()};
  if (version === undefined) return {...none, faults: []};
  if (text.length > LONGEST) {
    return {
      ...none,
      faults: [`invalid link: ${text.length} characters, expected at most ${LONGEST}`]
    };
  }
  if (version !== String(VERSION)) {
    const said = version.slice(0, 20);
    return {...none, faults: [`invalid version of the link: ${said}, expected ${VERSION}`]};
  }
  return {...none, ...readParts(pieces)};
}

function readParts(pieces: readonly string[]): Pick<Fragment, "parts" | "faults"> {
  const parts = new Map<string, string>();
  const faults: string[] = [];
  for (const piece of pieces.slice(0, MOST)) {
    const [, name = "", value] = /^([^=]*)=(.*)$/s.exec(piece) ?? [];
    if (value !== undefined && namePattern.test(name) && !parts.has(name)) parts.set(name, value);
    else
      faults.push(`invalid part of the link: ${decoded(piece).slice(0, 20)}, expected name=value`);
  }
  if (pieces.length > MOST) {
    faults.push(`invalid link: ${pieces.length} parts, expected at most ${MOST}`);
  }
  return {parts, faults: faults.slice(0, 3)};
}

/** Returns the fragment, with its #, that holds an anchor and parts; empty where there is nothing. */
export function writeFragment(anchor: string, parts: ReadonlyMap<string, string>): string {
  const place = encodeURIComponent(anchor).replaceAll("~", "%7E");
  if (parts.size === 0) return place === "" ? "" : `#${place}`;
  const pieces = Array.from(parts, ([name, value]) => `~${name}=${value}`);
  return `#${place}~${VERSION}${pieces.join("")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a link holds, as far as it can be read at once. */
interface OpenedFragment {
  /** The id of a place in the page; empty where there is none. */
  anchor: string;
  /** The values of its parts, by their names. */
  values: ReadonlyMap<string, Json>;
  /** The texts of its long parts, which are still to be unpacked, by their names. */
  sealed: ReadonlyMap<string, string>;
  /** What could not be read, one sentence each. */
  faults: readonly string[];
}

/** Returns what the fragment of an address holds. */
export function openFragment(fragment: string): OpenedFragment {
  const {anchor, parts, faults} = readFragment(fragment);
  const [values, sealed, all] = [new Map<string, Json>(), new Map<string, string>(), [...faults]];
  for (const [name, text] of parts) {
    if (text.startsWith(PACKED)) sealed.set(name, text);
    else {
      try {
        values.set(name, textValue(text));
      } catch {
        all.push(unreadable(name, text));
      }
    }
  }
  return {anchor, values, sealed, faults: all};
}

/** Returns what is said of a part whose text holds no value. */
export function unreadable(name: string, text: string): string {
  return `${name}: ${text.slice(0, 40)}, expected a value as a page writes it`;
}

/** Texts of JSON from which on deflating them makes a link shorter. */
const LONG = 1500;

/** The packed text of long values, by their JSON: packing takes a moment, and a link none. */
let packed = new Map<string, string>();

/**
 * Packs the long ones among values for the next call of fragmentOf, and forgets all others. Where
 * what packs them cannot be loaded, the address is longer.
 */
export async function packLong(values: ReadonlyMap<string, Json>): Promise<void> {
  const texts = Array.from(values.values(), (value) => JSON.stringify(value));
  const known = packed;
  const pairs = texts
    .filter((text) => text.length > LONG)
    .map(async (text) => {
      const {packText} = await importLater(
        () => import("./packed-text.js"),
        "what packs long values"
      );
      return [text, known.get(text) ?? (await packText(text))] as const;
    });
  packed = new Map(await Promise.all(pairs).catch(() => []));
}

/**
 * Returns the fragment of an address that holds a place and values, by name, long ones packed if
 * they are.
 *
 * @param sealed texts of parts that are not unpacked yet, which stay as they are
 */
export function fragmentOf(
  place: string,
  values: ReadonlyMap<string, Json>,
  sealed: ReadonlyMap<string, string> = new Map()
): string {
  const pieces = Array.from(values, ([name, value]): [string, string] => [
    name,
    packed.get(JSON.stringify(value)) ?? valueText(value)
  ]);
  const all = new Map([...pieces, ...sealed]);
  return writeFragment(place, new Map([...all].toSorted(byName)));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** What stands before a packed text; no text of a value begins so. */
export const PACKED = ".";

/** Characters of JSON that an address must escape, and what stands for each; and the reverse. */
const swaps = new Map(
  ["[(", "])", "\"'", "{!", "}*"].flatMap(([a, b]) => [
    [a!, b!],
    [b!, a!]
  ])
);

/** Returns a value as it stands in an address: JSON, with other brackets and quotes. */
export function valueText(value: Json): string {
  return encodeURIComponent(swapped(JSON.stringify(value)))
    .replaceAll("~", "%7E")
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
}

/** Returns the value of such a text; throws an Error where it holds none. */
export function textValue(text: string): Json {
  return parseJson(swapped(decodeURIComponent(text)));
}

function swapped(text: string): string {
  return text.replaceAll(/[[\]"{}()'!*]/g, (character) => swaps.get(character)!);
}
