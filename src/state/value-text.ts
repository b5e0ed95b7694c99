import {parseJson, type Json} from "./json.js";

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
