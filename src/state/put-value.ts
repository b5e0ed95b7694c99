/** An element with a value, whose input event says that the reader has changed it. */
export interface ValueInput<Value> extends EventTarget {
  value: Value;
}

/** Gives an input a value as if the reader had: whoever listens hears of it. */
export function putValue<Value>(input: ValueInput<Value>, value: Value): void {
  input.value = value;
  input.dispatchEvent(new Event("input", {bubbles: true}));
}

/**
 * Gives some of a figure’s inputs values as if the reader had. All have theirs before the first is
 * heard of, so that nothing is computed of a mixture; what has its value already is not heard of.
 */
export function putValues<Values extends object>(
  inputs: {[Name in keyof Values]: ValueInput<Values[Name]>},
  values: Partial<Values>
): void {
  const names = (Object.keys(inputs) as (keyof Values)[]).filter(
    (name) => values[name] !== undefined && values[name] !== inputs[name].value
  );
  for (const name of names) inputs[name].value = values[name]!;
  for (const name of names) inputs[name].dispatchEvent(new Event("input", {bubbles: true}));
}
