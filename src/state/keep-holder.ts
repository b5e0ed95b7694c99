import type {Kind} from "./kinds.js";
import {keep} from "./page-state.js";

/** A number of a cell, such as a `Mutable` seed. */
export interface Holder<Value> {
  value: Value;
}

/**
 * Keeps what a cell's `Mutable` holds, and returns what to call with every value that the reader
 * gives it.
 */
export function keepHolder<Value>(
  name: string,
  holder: Holder<Value>,
  kind: Kind<Value>
): (value: Value) => void {
  const first = holder.value;
  const rest = keep(name, {
    read: () => (holder.value === first ? undefined : kind.toJson(holder.value)),
    write: (json) => {
      holder.value = json === undefined ? first : kind.fromJson(json);
    }
  });
  return (value) => {
    holder.value = value;
    rest();
  };
}
