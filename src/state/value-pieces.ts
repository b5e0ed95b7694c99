import {writeFragment} from "./fragment.js";
import type {Json} from "./json.js";
import {valueText} from "./value-text.js";

/** Texts of JSON from which on deflating them makes a link shorter. */
const LONG = 1500;

/** The packed text of long values, by their JSON: packing takes a moment, and a link none. */
let packed = new Map<string, string>();

/** Packs the long ones among values, so that fragmentOf has them at hand; forgets all others. */
export async function packLong(values: ReadonlyMap<string, Json>): Promise<void> {
  const texts = Array.from(values.values(), (value) => JSON.stringify(value));
  const known = packed;
  const pairs = texts
    .filter((text) => text.length > LONG)
    .map(async (text) => {
      const {packText} = await import("./packed-text.js");
      return [text, known.get(text) ?? (await packText(text))] as const;
    });
  packed = new Map(await Promise.all(pairs));
}

/**
 * Returns the fragment of an address that holds a place and values, by name, long ones packed if
 * they are.
 */
export function fragmentOf(place: string, values: ReadonlyMap<string, Json>): string {
  const pieces = [...values].toSorted(byName).map(([name, value]) => {
    return [name, packed.get(JSON.stringify(value)) ?? valueText(value)] as const;
  });
  return writeFragment(place, new Map(pieces));
}

function byName([a]: readonly [string, Json], [b]: readonly [string, Json]): number {
  return a < b ? -1 : 1;
}
