import {readFragment} from "./fragment.js";
import {parseJson, type Json} from "./json.js";
import {PACKED, textValue} from "./value-text.js";

/** What a link holds. */
export interface OpenedFragment {
  /** The id of a place in the page; empty where there is none. */
  anchor: string;
  /** The values of its parts, by their names. */
  values: ReadonlyMap<string, Json>;
  /** What could not be read, one sentence each. */
  faults: readonly string[];
}

/**
 * Tells what the fragment of an address holds; at once without its long values, which are packed,
 * and again with them once they are unpacked.
 */
export async function openFragment(
  fragment: string,
  tell: (opened: OpenedFragment) => void
): Promise<void> {
  const {anchor, parts, faults} = readFragment(fragment);
  const [values, all] = [new Map<string, Json>(), [...faults]];
  const packed: (readonly [string, string])[] = [];

  function read([name, text]: readonly [string, string], valueOf: () => Json): void {
    try {
      values.set(name, valueOf());
    } catch {
      all.push(`${name}: ${text.slice(0, 40)}, expected a value as a page writes it`);
    }
  }

  for (const part of parts) {
    if (part[1].startsWith(PACKED)) packed.push(part);
    else read(part, () => textValue(part[1]));
  }
  tell({anchor, values, faults: [...all]});
  if (packed.length === 0) return;
  const {unpackText} = await import("./packed-text.js");
  for (const part of packed) {
    const json = await unpackText(part[1]).catch(() => "");
    read(part, () => parseJson(json));
  }
  tell({anchor, values, faults: all});
}
