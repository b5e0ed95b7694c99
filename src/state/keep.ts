import type {Kind} from "./kinds.js";
import {keep} from "./page-state.js";
import type {ValueInput} from "./put-value.js";
import {putValue} from "./put-value.js";

/**
 * Keeps the value of an input in the page's address, and returns the input. What it is when it is
 * first kept is the beginning, which an address does not hold.
 *
 * @param name unique on its page
 * @param kind how its values stand in a link, and which ones there are
 * @param options.set how a value is put back; by default as if the reader had chosen it
 * @param options.when whether a link may hold the value now; what is the reader’s own stays here
 */
export function keepInput<Value, Input extends ValueInput<Value>>(
  name: string,
  input: Input & ValueInput<Value>,
  kind: Kind<Value>,
  {set = (value: Value) => putValue(input, value), when = (): boolean => true} = {}
): Input {
  const first = input.value;
  const text = (value: Value) => JSON.stringify(kind.toJson(value));
  const rest = keep(name, {
    read: () =>
      !when() || text(input.value) === text(first) ? undefined : kind.toJson(input.value),
    write: (json) => set(json === undefined ? first : kind.fromJson(json))
  });
  input.addEventListener("input", rest);
  return input;
}

/** What holds a value, such as a cell’s `Mutable` or the dice of a figure. */
interface Holder<Value> {
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

/** How each part of a value stands in a link: its name, unique on its page, and its kind. */
type PartKinds<Value> = {
  [Part in keyof Value]?: readonly [name: string, kind: Kind<NonNullable<Value[Part]>>];
};

/**
 * Keeps parts of the value of an element in the page's address. What a part is when it is first kept
 * is the beginning, which an address does not hold; a part that is undefined is not held either.
 */
export function keepParts<Value extends object>(
  element: ValueInput<Value>,
  kinds: PartKinds<Value>
): void {
  const start = element.value;
  const rested = (Object.keys(kinds) as (keyof Value)[]).map((part) => {
    const [name, kind] = kinds[part]!;
    return keep(name, {
      read() {
        const value = element.value[part];
        return value === start[part] || value === undefined ? undefined : kind.toJson(value!);
      },
      write(json) {
        const value = json === undefined ? start[part] : kind.fromJson(json);
        element.value = {...element.value, [part]: value};
      }
    });
  });
  element.addEventListener("input", () => {
    for (const rest of rested) rest();
  });
}
