import type {Kind} from "./kinds.js";
import {keep} from "./page-state.js";

/** What holds a value, such as a cell’s `Mutable` or the dice of a figure. */
export interface Holder<Value> {
  value: Value;
}

/**
 * Keeps a value that something holds, such as a seed, and returns what to call with every value
 * that the reader gives it.
 */
export function keepHolder<Value>(
  name: string,
  holder: Holder<Value>,
  kind: Kind<Value>
): (value: Value) => void {
  const first = holder.value;
  let value = first;
  const rested = keep(name, {
    read: () => (value === first ? undefined : kind.toJson(value)),
    write(json) {
      value = json === undefined ? first : kind.fromJson(json);
      // A Mutable cannot be set before its cell has run to its end.
      setTimeout(() => (holder.value = value));
    }
  });
  return (next) => {
    value = next;
    holder.value = next;
    rested();
  };
}
