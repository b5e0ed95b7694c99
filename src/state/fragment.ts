/** The fragment of an address: `#gap~1~q=(0.35,1.2)~model='mnist-2d'`. */

/** What the fragment of an address holds. */
export interface Fragment {
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
