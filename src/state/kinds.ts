import type {Json} from "../formats/json.js";
import {brief} from "../formats/json.js";

/** How the values of a control stand in a link. */
export interface Kind<Value> {
  /** Returns the value as JSON. */
  toJson(value: Value): Json;
  /** Returns the value of such JSON; throws an Error of one sentence where it is none. */
  fromJson(json: Json): Value;
}

/** Numbers within a range, its ends included, rounded to a number of significant digits. */
export function numberIn([low, high]: readonly [number, number], digits = 6): Kind<number> {
  return {
    toJson: (value) => Number(value.toPrecision(digits)),
    fromJson(json) {
      if (typeof json === "number" && json >= low && json <= high) return json;
      throw new Error(`${brief(json)}, expected a number from ${low} to ${high}`);
    }
  };
}

/** Whole numbers within a range, its ends included. */
export function wholeIn([low, high]: readonly [number, number]): Kind<number> {
  return {
    toJson: (value) => value,
    fromJson(json) {
      if (Number.isInteger(json) && Number(json) >= low && Number(json) <= high)
        return Number(json);
      throw new Error(`${brief(json)}, expected a whole number from ${low} to ${high}`);
    }
  };
}

/** Lists of count numbers within a range, each rounded to a number of significant digits. */
export function numbersIn(
  count: number,
  range: readonly [number, number],
  digits = 4
): Kind<readonly number[]> {
  const one = numberIn(range, digits);
  return {
    toJson: (value) => Array.from(value, one.toJson),
    fromJson(json) {
      if (Array.isArray(json) && json.length === count) return json.map(one.fromJson);
      throw new Error(`${brief(json)}, expected ${count} numbers`);
    }
  };
}

/** One of some values, told from each other by their JSON. */
export function oneOf<Value extends Json>(values: readonly Value[]): Kind<Value> {
  return {
    toJson: (value) => value,
    fromJson(json) {
      const found = values.find((value) => JSON.stringify(value) === JSON.stringify(json));
      if (found !== undefined) return found;
      throw new Error(`${brief(json)}, expected one of ${values.map(brief).join(", ")}`);
    }
  };
}

/** Yes or no. */
export const yesNo: Kind<boolean> = oneOf([false, true]);

/** Seeds of random numbers. */
export const seedKind: Kind<number> = wholeIn([0, 2 ** 32 - 1]);
