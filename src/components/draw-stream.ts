import type {DiagonalGaussian, Draws} from "../math/gradients.js";
import type {GradientCase} from "./gradient-case.js";

/** The draws of one q from one seed, as many as have been asked for. */
export interface DrawStream {
  /** The draws so far. */
  readonly draws: Draws;
  /** Returns a promise that settles when there are so many draws; what is there is kept. */
  grow(count: number): Promise<void>;
}

/** Returns a stream of draws that begins empty, and grows in its turn however it is asked. */
export function drawStream(
  kase: Pick<GradientCase, "draw">,
  q: DiagonalGaussian,
  seed: number
): DrawStream {
  const empty = new Float64Array(0);
  let draws: Draws = {count: 0, q, epsilon: empty, z: empty, f: empty, slope: empty};
  let last = Promise.resolve();

  async function extend(count: number): Promise<void> {
    if (count <= draws.count) return;
    const numbers = {seed, start: draws.count, count: count - draws.count};
    draws = joined(draws, await kase.draw(q, numbers));
  }

  return {
    get draws() {
      return draws;
    },
    grow: (count) => (last = last.then(() => extend(count)))
  };
}

function joined(a: Draws, b: Draws): Draws {
  const join = (name: "epsilon" | "z" | "f" | "slope") => {
    const both = new Float64Array(a[name].length + b[name].length);
    both.set(a[name]);
    both.set(b[name], a[name].length);
    return both;
  };
  const [epsilon, z, f, slope] = [join("epsilon"), join("z"), join("f"), join("slope")];
  return {count: a.count + b.count, q: a.q, epsilon, z, f, slope};
}
