import {axisLeft, create, format, scaleLinear} from "d3";
import type {BoundTerms} from "../math/bound.js";
import {boundWindow} from "./bound-window.js";

/** The bound and its terms as lengths that hang from 0 nats. */
export interface BoundBar {
  element: SVGSVGElement;
  /**
   * Draws the terms of one q.
   *
   * @param highest the greatest log p(x|z) of the image, in nats
   */
  show(terms: BoundTerms, logEvidence: number, highest: number): void;
}

const width = 372; // CSS pixels
const height = 430;
const [top, bottom] = [34, height - 34];
const column = {left: 148, middle: 200, right: 252};
/** The least distance between two labels of a column, in CSS pixels. */
const labelGap = 36;
/** Half the height of the mark where the axis is cut. */
const tooth = 5;

const oneDecimal = format(",.1f");
const grouped = format(",.2f");

/**
 * Returns a drawing of equations (1) and (3): at the left E_q[log p(x|z)] and, hanging under it,
 * −KL(q ‖ p(z)); at the right log p(x) and, under it, −KL(q ‖ p(z|x)). Both end at the bound.
 */
export function boundBar(): BoundBar {
  const svg = create<SVGSVGElement>("svg:svg")
    .attr("class", "bound-bar")
    .attr("viewBox", `0 0 ${width} ${height}`);
  svg.attr("aria-hidden", "true"); // the sum beside it says the same in words
  const y = scaleLinear([-1, 0], [bottom, top]);
  const axis = svg.append("g").attr("class", "axis").attr("transform", "translate(46,0)");
  const unit = svg.append("text").attr("class", "axis-label").attr("x", 46).attr("y", 14);
  unit.text("nats");
  const cut = svg.append("text").attr("class", "cut-label").attr("x", column.middle).attr("y", 14);
  const pieces = [
    piece("reconstruction", "left", ["E", "q", "[log p(x|z)]"]),
    piece("kl-prior", "left", ["−KL(q ‖ p(z))", "", ""]),
    piece("evidence", "right", ["log p(x)", "", ""]),
    piece("gap", "right", ["KL(q ‖ p(z|x))", "", ""])
  ];
  const teeth = svg.append("path").attr("class", "cut").attr("d", zigzag());
  const ceiling = svg.append("path").attr("class", "ceiling").attr("data-term", "evidence");
  const floor = svg.append("g").attr("class", "floor").attr("data-term", "elbo");
  const floorLine = floor.append("path");
  const floorText = floor.append("text").attr("x", column.middle);

  function piece(term: string, side: "left" | "right", [name, index, rest]: string[]) {
    const group = svg.append("g").attr("class", `piece piece-${term}`).attr("data-term", term);
    const left = side === "left" ? column.left : column.middle;
    const box = group
      .append("rect")
      .attr("x", left)
      .attr("width", column.middle - column.left);
    const label = group.append("text").attr("class", `label-${side}`);
    label.attr("x", side === "left" ? column.left - 8 : column.right + 8);
    label.append("tspan").text(name);
    label.append("tspan").attr("class", "index").attr("dy", 3).text(index);
    label
      .append("tspan")
      .attr("dy", index === "" ? 0 : -3)
      .text(rest);
    const value = group.append("text").attr("class", `value label-${side}`);
    value.attr("x", label.attr("x"));
    return (from: number, to: number, text: string, above: number): number => {
      const [start, end] = [Math.max(top, y(from)), Math.max(top, y(to))];
      box.attr("y", Math.min(start, end)).attr("height", Math.abs(end - start));
      const at = Math.max((start + end) / 2, above + labelGap);
      label.attr("y", at);
      value.attr("y", at + 15).text(text);
      return at;
    };
  }

  function show(terms: BoundTerms, logEvidence: number, highest: number): void {
    const {reconstruction, klToPrior, elbo, klToPosterior} = terms;
    y.domain(boundWindow(Math.min(elbo, logEvidence), Math.max(highest, logEvidence)));
    axis.call(axisLeft(y).ticks(8).tickSizeOuter(0));
    const isCut = y.domain()[1] < 0;
    cut.text(isCut ? `cut: 0 is ${oneDecimal(-y.domain()[1])} nats higher` : "");
    teeth.attr("visibility", isCut ? "visible" : "hidden");
    const [drawReconstruction, drawKlToPrior, drawEvidence, drawGap] = pieces;
    const first = drawReconstruction(0, reconstruction, grouped(reconstruction), top);
    drawKlToPrior(reconstruction, elbo, grouped(-klToPrior), first);
    const second = drawEvidence(0, logEvidence, grouped(logEvidence), top);
    drawGap(logEvidence, logEvidence - klToPosterior, grouped(klToPosterior), second);
    ceiling.attr("d", `M${column.left - 8},${y(logEvidence)}H${column.right + 8}`);
    floorLine.attr("d", `M${column.left - 8},${y(elbo)}H${column.right + 8}`);
    floorText.attr("y", Math.min(y(elbo) + 16, height - 6)).text(`ℒ = ${grouped(elbo)}`);
  }

  return {element: svg.node()!, show};
}

/** Returns the path of the mark that says: here the bars have been cut. */
function zigzag(): string {
  const count = 13;
  const step = (column.right - column.left + 8) / (count - 1);
  const points = Array.from({length: count}, (_, i) => [
    column.left - 4 + i * step,
    top + (i % 2 === 0 ? -tooth : tooth)
  ]);
  return `M${points.join("L")}`;
}
