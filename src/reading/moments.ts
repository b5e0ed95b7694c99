/** Where the moments of q(z|x) are among the outputs of an encoder. */
export interface MomentPlaces {
  /** Two outputs, by index, or “halves” of the only one: μ, then log σ². */
  at: [mu: number, second: number] | "halves";
  /** What the second one is: log σ has to be doubled. */
  second: "logVar" | "logStd";
  /** Whether their names say so; otherwise their place does, which is a guess. */
  isNamed: boolean;
}

/** Returns a name in small letters without what separates its words. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

const words = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z]+/);

/** Returns whether a name is one of a mean. */
export function isMean(name: string): boolean {
  return words(name).some((word) => /^(z|fc|q)?(mu|mean|means|loc)$/.test(word)) && !isSpread(name);
}

/** Returns whether a name is one of log σ². */
export function isLogVar(name: string): boolean {
  return /log(var|variance|sigma(sq|2|squared))|lnvar/.test(plain(name));
}

/** Returns whether a name is one of log σ. */
export function isLogStd(name: string): boolean {
  return !isLogVar(name) && /log(sigma|std|stddev|scale|sd)|lnsigma/.test(plain(name));
}

/** Returns whether a name is one of σ or σ² itself. */
function isStd(name: string): boolean {
  const isLog = isLogVar(name) || isLogStd(name);
  return !isLog && words(name).some((word) => /^(sigma|std|stddev|scale|var|variance)$/.test(word));
}

const isSpread = (name: string) => isLogVar(name) || isLogStd(name) || isStd(name);

/**
 * Returns where μ and log σ² are among the outputs of an encoder: by their names, or by their place
 * where the names say nothing.
 *
 * @param name what errors call the encoder
 * @throws Error if a name says that it gives σ or σ², or if it has no output
 */
export function momentsAmong(name: string, outputs: readonly string[]): MomentPlaces {
  if (outputs.length === 0) throw new Error(`invalid ${name}: no outputs, expected μ and log σ²`);
  if (outputs.length === 1) return {at: "halves", second: "logVar", isNamed: false};
  const [mu, logVar, logStd, std] = [isMean, isLogVar, isLogStd, isStd].map((is) =>
    outputs.flatMap((output, i) => (is(output) ? [i] : []))
  );
  if (mu.length === 1 && logVar.length === 1) {
    return {at: [mu[0], logVar[0]], second: "logVar", isNamed: true};
  }
  if (mu.length === 1 && logVar.length === 0 && logStd.length === 1) {
    return {at: [mu[0], logStd[0]], second: "logStd", isNamed: true};
  }
  if (logVar.length === 0 && std.length > 0) {
    const found = `an output called ${outputs[std[0]].slice(0, 60)}`;
    throw new Error(`invalid ${name}: ${found}, expected log σ², such as z_log_var`);
  }
  if (logVar.length === 1 || logStd.length === 1) {
    const at = logVar[0] ?? logStd[0];
    const other = outputs.findIndex((_, i) => i !== at);
    const second = logVar.length === 1 ? "logVar" : "logStd";
    return {at: [other, at], second, isNamed: outputs.length === 2};
  }
  if (mu.length === 1 && outputs.length === 2) {
    return {at: [mu[0], 1 - mu[0]], second: "logVar", isNamed: true};
  }
  return {at: [0, 1], second: "logVar", isNamed: false};
}
