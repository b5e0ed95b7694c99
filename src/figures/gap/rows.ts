import {axisBottom, create, scaleLinear} from "d3";
import {onWidth} from "../../components/axes.js";
import {informationFormat, informationScale} from "../../components/information.js";
import type {BoundTerms} from "../../math/bound.js";
import {shownUnit} from "../../state/unit.js";
import {boundWindow} from "./bar.js";

/** The bound and its terms as lengths that lie. */
interface BoundRows {
  element: SVGSVGElement;
  /**
   * Draws the terms of one q.
   *
   * @param highest the greatest log p(x|z) of the image, in nats
   */
  show(terms: BoundTerms, logEvidence: number, highest: number): void;
}

const height = 88; // CSS pixels
const rows = [
  {top: 4, bottom: 22},
  {top: 26, bottom: 44}
] as const;
const margin = 8;
const oneDecimal = informationFormat(",.1f");
/** The least distance between two numbers of the axis, in CSS pixels. */
const tickGap = 64;

/**
 * Returns a drawing of equations (1) and (3) for a small screen: above E_q[log p(x|z)] and, before
 * it, −KL(q ‖ p(z)); below log p(x) and −KL(q ‖ p(z|x)). They come from 0, which lies far to the
 * right, and both end at the bound. The sum under it names the parts.
 */
export function boundRows(): BoundRows {
  const svg = create<SVGSVGElement>("svg:svg").attr("class", "bound-rows");
  svg.attr("aria-hidden", "true").attr("visibility", "hidden"); // the sum says the same in words
  const x = scaleLinear();
  const axis = svg.append("g").attr("class", "axis");
  axis.attr("transform", `translate(0,${rows[1].bottom + 4})`);
  const [reconstruction, klToPrior] = [piece("reconstruction", 0), piece("kl-prior", 0)];
  const [evidence, gap] = [piece("evidence", 1), piece("gap", 1)];
  const cut = svg
    .append("text")
    .attr("class", "cut-label")
    .attr("y", height - 4);
  const ceiling = svg.append("path").attr("class", "ceiling").attr("data-term", "evidence");
  const floor = svg.append("g").attr("class", "floor").attr("data-term", "elbo").append("path");
  let draw = () => {};

  function piece(term: string, row: 0 | 1) {
    const {top, bottom} = rows[row];
    const group = svg.append("g").attr("class", `piece piece-${term}`).attr("data-term", term);
    const box = group
      .append("rect")
      .attr("y", top)
      .attr("height", bottom - top);
    return (from: number, to: number): void => {
      const [start, end] = [from, to]
        .map((nats) => Math.min(x(nats), x.range()[1]))
        .toSorted(byValue);
      box.attr("x", start).attr("width", end - start);
    };
  }

  onWidth(svg.node()!, {least: 240, most: 720}, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    cut.attr("x", width - margin);
    x.range([margin, width - margin]);
    draw();
  });

  return {
    element: svg.node()!,
    show({reconstruction: likelihood, elbo, klToPosterior}, logEvidence, highest) {
      draw = () => {
        svg.attr("visibility", null);
        x.domain(boundWindow(Math.min(elbo, logEvidence), Math.max(highest, logEvidence)));
        axis.call(
          axisBottom(informationScale(x))
            .ticks((x.range()[1] - margin) / tickGap)
            .tickSizeOuter(0)
        );
        const [, highestTick] = x.domain();
        cut.text(
          highestTick < 0 ? `cut: 0 is ${oneDecimal(-highestTick)} ${shownUnit()} to the right` : ""
        );
        reconstruction(0, likelihood);
        klToPrior(likelihood, elbo);
        evidence(0, logEvidence);
        gap(logEvidence, logEvidence - klToPosterior);
        ceiling.attr("d", `M${x(logEvidence)},0V${rows[1].bottom + 4}`);
        floor.attr("d", `M${x(elbo)},0V${rows[1].bottom + 4}`);
      };
      draw();
    }
  };
}

function byValue(a: number, b: number): number {
  return a - b;
}
