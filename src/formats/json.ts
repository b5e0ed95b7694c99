/** A value that JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

/** How deep the values of a link may be nested. */
const DEEPEST = 6;

/** Keys that mean something to JavaScript itself. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** How much of a value a fault shows, in characters. */
const SHOWN = 60;

/**
 * Returns what a value begins with, as a fault names it: as JSON, or, where JSON has no word for it,
 * as JavaScript writes it. What readers, links and files give may be of any length.
 */
export function brief(value: unknown): string {
  // JSON would say null of NaN.
  const json = typeof value === "number" ? undefined : JSON.stringify(value);
  const text = json ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/**
 * Returns the value of a text of JSON; throws an Error where it is none, is nested deeper than a
 * link needs, or has a key that JavaScript keeps for itself.
 */
export function parseJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  check(value, DEEPEST);
  return value;
}

function check(value: Json, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth === 0) throw new Error(`invalid nesting: more than ${DEEPEST}, expected less`);
  for (const [key, part] of Object.entries(value) as [string, Json][]) {
    if (reserved.has(key)) throw new Error(`invalid key: ${brief(key)}, expected another name`);
    check(part, depth - 1);
  }
}
