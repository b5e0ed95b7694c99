import {brief, type Json} from "./json.js";

/** A part of a page that a link can keep. */
export interface Kept {
  /** Returns what to keep, as JSON; undefined where it is as at first. */
  read(): Json | undefined;
  /**
   * Puts back what a link holds; undefined puts it as at first. Throws an Error of one sentence
   * where it cannot.
   */
  write(value: Json | undefined): void;
}

/** The parts of a page, and what a link wants of them. */
export interface StateModel {
  /** Adds a part, or one that takes the place of an earlier one of its name, and writes to it. */
  add(name: string, part: Kept): void;
  /** Writes the values of a link to all parts; those it does not name are put as at first. */
  apply(values: ReadonlyMap<string, Json>): void;
  /**
   * Says that the reader has changed something: what the link wanted of present parts is past.
   *
   * @param isLate whether that of parts that are not there is, too
   */
  settle(isLate: boolean): void;
  /** Returns what differs from the beginning, and what parts that are still to come will get. */
  values(): Map<string, Json>;
  /**
   * Returns why parts could not be put as the link wants, by their names.
   *
   * @param isLate whether parts that are not there are missed
   */
  faults(isLate: boolean): ReadonlyMap<string, string>;
}

/** Returns the state of a page that has no parts yet. */
export function stateModel(): StateModel {
  const parts = new Map<string, Kept>();
  const faults = new Map<string, string>();
  let wanted = new Map<string, Json>();

  function write(name: string, part: Kept): void {
    faults.delete(name);
    try {
      part.write(wanted.get(name));
    } catch (error) {
      faults.set(name, error instanceof Error ? error.message : String(error));
      part.write(undefined);
    }
  }

  return {
    add(name, part) {
      parts.set(name, part);
      if (wanted.has(name)) write(name, part);
    },
    apply(values) {
      wanted = new Map(values);
      faults.clear();
      // A value may make other parts anew, which then are written to as they are added.
      for (const [name, part] of parts) {
        if (parts.get(name) === part && (wanted.has(name) || part.read() !== undefined)) {
          write(name, part);
        }
      }
    },
    settle(isLate) {
      if (isLate) wanted.clear();
      else for (const name of parts.keys()) wanted.delete(name);
      faults.clear();
    },
    values() {
      const values = new Map<string, Json>();
      for (const [name, part] of parts) {
        const value = part.read();
        if (value !== undefined) values.set(name, value);
      }
      for (const [name, value] of wanted) if (!parts.has(name)) values.set(name, value);
      return values;
    },
    faults(isLate) {
      const missed = isLate ? [...wanted].filter(([name]) => !parts.has(name)) : [];
      return new Map([
        ...faults,
        ...missed.map(
          ([name, value]) => [name, `${brief(value)}, for which this page has no place`] as const
        )
      ]);
    }
  };
}
