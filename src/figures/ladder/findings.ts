import {format} from "d3";
import {quantity, unitText} from "../../components/information.js";
import {informationWithError} from "../../components/with-error.js";
import type {LadderQ, LadderRecord} from "../../formats/ladder.js";

const percent = format(".0%");
const tenths = format(".1f");

/** Returns what a page says of a recorded ladder, as texts. */
export function ladderFindings({images, seed, draws, command, rungs}: LadderRecord) {
  const at = (q: LadderQ, count: number) => rungs[q].find((rung) => rung.draws === count)!;
  const textsOf = (q: LadderQ, count: number) => {
    const {gap, wide, excess, above, size} = at(q, count);
    const first = at(q, 1).gap;
    return {
      median: quantity(gap.median, ".2f"),
      mean: unitText(() => informationWithError(gap.mean, gap.standardError)),
      medianClosed: percent(1 - gap.median / first.median),
      meanClosed: percent(1 - gap.mean / first.mean),
      /** Of the images that are more than a nat away: their share, and their part of the mean. */
      wideShare: percent(wide.share),
      widePart: percent(wide.part),
      above: percent(above),
      excess: quantity(excess.median, ".2f"),
      size: tenths(size.median)
    };
  };
  return {
    images: String(images),
    seed: String(seed),
    draws: format(",")(draws),
    command,
    encoder: {
      one: textsOf("encoder", 1),
      dozens: textsOf("encoder", 50),
      all: textsOf("encoder", 1000)
    },
    best: {one: textsOf("best", 1), dozens: textsOf("best", 50), all: textsOf("best", 1000)}
  };
}
