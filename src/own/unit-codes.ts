import type {NamedCodes} from "../components/codes.js";
import type {CodeCloud} from "../components/plane.js";
import {normalCdf} from "../math/normal.js";

const known = new WeakMap<CodeCloud, NamedCodes>();

/** Returns where codes lie on the unit square, u = Φ(μ); the same object for the same cloud. */
export function unitCodes(cloud: CodeCloud): NamedCodes {
  let codes = known.get(cloud);
  if (codes === undefined) {
    codes = {...cloud, codes: cloud.mu.map(normalCdf)};
    known.set(cloud, codes);
  }
  return codes;
}
