/** The parts of the bench, in the order in which they run. */
export const parts = [
  "decode",
  "slider",
  "startup",
  "front-page",
  "training",
  "learning",
  "posterior"
] as const;

/** One part of the bench. */
export type Part = (typeof parts)[number];

/** What was measured of one contestant: a median and its quartiles. */
export interface Figure {
  part: Part;
  /** What ran it, such as “Node” or “Chromium”. */
  where: string;
  /** What was done, such as “mnist-4d, 400 images”. */
  what: string;
  /** The contestant, such as “kernel, 8 bits”. */
  who: string;
  unit: string;
  median: number;
  /** The first and the third quartile. */
  quartiles: [number, number];
  /** The number of measurements. */
  samples: number;
  /** The same as a rate of work, such as GFLOP/s. */
  rate?: {value: number; unit: string};
}

/** A number to reach, and what was reached. */
export interface Goal {
  part: Part;
  where: string;
  /** What the number is, such as “400 images: kernel against tfjs wasm”. */
  what: string;
  value: number;
  unit: string;
  comparison: "≥" | "≤";
  target: number;
  met: boolean;
}

/** What a part of the bench gives. */
export interface Findings {
  figures: Figure[];
  goals: Goal[];
}

/** Returns the goal with whether it is met. */
export function goal(facts: Omit<Goal, "met">): Goal {
  const {value, comparison, target} = facts;
  return {...facts, met: comparison === "≥" ? value >= target : value <= target};
}
