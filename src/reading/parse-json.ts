import {invalidFile} from "./named-file.js";

/**
 * Returns the value of a JSON text.
 *
 * @param name what errors call the file, or the part of it
 * @throws Error naming it if it is not JSON
 */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch (cause) {
    throw invalidFile(name, "text that cannot be read", "JSON", cause);
  }
}

/** Returns whether a JSON value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
