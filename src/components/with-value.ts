/**
 * Returns an element with a property `value`, as inputs have: what reads it, and what sets it where
 * it can be set. It is the element itself.
 */
export function withValue<Target extends object, Value>(
  element: Target,
  accessors: {get: () => Value; set?: (value: Value) => void}
): Target & {value: Value} {
  return Object.defineProperty(element, "value", accessors) as Target & {value: Value};
}
