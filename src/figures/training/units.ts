import {create} from "d3";
import {latentName} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {LatentUse} from "../../math/latent-use.js";
import {followUnit, shownUnit} from "../../state/unit.js";

/** How much of the KL each latent dimension carries. */
export interface UnitBars extends HTMLElement {
  /**
   * Draws the KL of each dimension.
   *
   * @param klPerUnit in nats per image
   * @param use which are in use; undefined while it is too early to say
   */
  show(klPerUnit: readonly number[], use: LatentUse | undefined): void;
}

/** The most dimensions that have a bar: those with the greatest KL. */
const MOST = 12;
const nats = informationFormat(".2f");

/** Returns bars, longest first, and a sentence about them. */
export function unitBars(): UnitBars {
  const element = create("div").attr("class", "unit-bars");
  const title = element.append("p").attr("class", "panel-name");
  title.html(`<span data-term="kl-prior" tabindex="0">KL(q‖p(z))</span> of each dimension, `);
  title.append("span").call(unitLabel, shownUnit);
  const list = element.append("ol");
  const verdict = element.append("p").attr("class", "unit-verdict").attr("role", "status");

  let present: readonly number[] = [];
  let presentUse: LatentUse | undefined;
  giveData(element.node()!, "KL of each dimension", () =>
    present.map((kl, i) => ({latent: i + 1, kl_nats: kl}))
  );

  function show(klPerUnit: readonly number[], use: LatentUse | undefined): void {
    [present, presentUse] = [klPerUnit, use];
    const units = klPerUnit.map((kl, unit) => ({kl, unit})).toSorted((a, b) => b.kl - a.kl);
    const longest = Math.max(1, units[0]?.kl ?? 1);
    const row = list
      .selectAll<HTMLLIElement, number>("li")
      .data(units.slice(0, MOST))
      .join((enter) => {
        const item = enter.append("li");
        item.append("span").attr("class", "unit-name of-z");
        item.append("span").attr("class", "unit-bar").append("span");
        item.append("span").attr("class", "unit-kl");
        return item;
      });
    row.select(".unit-name").text(({unit}) => latentName("z", unit));
    row.select(".unit-bar > span").style("width", ({kl}) => `${(100 * kl) / longest}%`);
    row.select(".unit-kl").text(({kl}) => nats(kl));
    const text = verdictOf(klPerUnit.length, use);
    // A status that is written anew is read out anew.
    if (verdict.text() !== text) verdict.text(text);
    verdict.classed("collapsed", use?.state === "collapsed");
  }

  followUnit(element.node()!, () => show(present, presentUse));
  return Object.assign(element.node()!, {show});
}

/** Returns a sentence about the dimensions in use. */
function verdictOf(count: number, use: LatentUse | undefined): string {
  if (count === 0) return "";
  if (use === undefined) return "Too early to say which dimensions will be used.";
  if (use.state === "collapsed") {
    return "Posterior collapse: q(z|x) is the prior in every dimension, for every image. The code says nothing, and the decoder draws one image.";
  }
  const more = count > MOST ? ` The ${MOST} with the most are shown.` : "";
  return `${use.active} of ${count} ${count === 1 ? "dimension is" : "dimensions are"} active.${more}`;
}
