import {axisLeft, create, scaleLinear} from "d3";
import type {DataRow} from "../../components/figure-data.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import type {BoundTerms} from "../../math/bound.js";
import {followUnit, shownUnit} from "../../state/unit.js";

/** The bound and its terms as lengths that hang from 0 nats. */
interface BoundBar {
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

const oneDecimal = informationFormat(",.1f");
const grouped = informationFormat(",.2f");

/**
 * Returns a drawing of equations (1) and (3): at the left E_q[log p(x|z)] and, hanging under it,
 * −KL(q ‖ p(z)); at the right log p(x) and, under it, −KL(q ‖ p(z|x)). Both end at the bound.
 */
export function boundBar(): BoundBar {
  const svg = create<SVGSVGElement>("svg:svg")
    .attr("class", "bound-bar")
    .attr("viewBox", `0 0 ${width} ${height}`);
  svg.attr("aria-hidden", "true"); // the sum beside it says the same in words
  svg.attr("visibility", "hidden"); // until its labels have a place
  const y = scaleLinear([-1, 0], [bottom, top]);
  const axis = svg.append("g").attr("class", "axis").attr("transform", "translate(46,0)");
  const unit = svg.append("text").attr("class", "axis-label").attr("x", 46).attr("y", 14);
  unit.call(unitLabel, shownUnit);
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
    svg.attr("visibility", null);
    y.domain(boundWindow(Math.min(elbo, logEvidence), Math.max(highest, logEvidence)));
    axis.call(axisLeft(informationScale(y)).ticks(8).tickSizeOuter(0));
    const isCut = y.domain()[1] < 0;
    cut.text(isCut ? `cut: 0 is ${oneDecimal(-y.domain()[1])} ${shownUnit()} higher` : "");
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

/** Equation (1) with the numbers of one q in it. */
interface BoundSum {
  element: HTMLElement;
  /**
   * Writes the numbers; error is what of log p(x) hangs on its lattice, in nats.
   *
   * @param site what the site says of the same, where it is known: written below, if it is not the same
   */
  show(terms: BoundTerms, logEvidence: number, error: number, site?: BoundTerms): void;
}

/**
 * How far two computers may be apart in the same number, in nats: what differs by more is of other
 * weights, such as the rounded ones of a report.
 */
const SAME = 0.02;

/** Returns whether the numbers of one q are not those of the site. */
function differs(terms: RowBounds, site: RowBounds | undefined): site is RowBounds {
  if (site === undefined) return false;
  const apart = (["elbo", "klToPosterior"] as const).map((name) => terms[name] - site[name]);
  return apart.some((difference) => Math.abs(difference) > SAME);
}

const twoDecimals = informationFormat(".2f");
const threeDecimals = informationFormat(".3f");

/** Returns the sum; each of its terms lights its part of the figure, when pointed at or focused. */
export function boundSum(): BoundSum {
  const root = create("div").attr("class", "bound-sum").attr("data-readout", "");
  const line = root.append("p").attr("class", "terms");
  const reconstruction = term("", "reconstruction", "E<sub>q</sub>[log p(x|z)]");
  const klToPrior = term("−", "kl-prior", "KL(q ‖ p(z))");
  const klToPosterior = term("+", "gap", "KL(q ‖ p(z|x))");
  const sum = term("=", "evidence", "log p(x)");
  const onSite = root.append("p").attr("class", "on-site").attr("hidden", "");
  const check = root.append("p").attr("class", "note").attr("data-check", "");

  let present: DataRow | undefined;
  giveData(root.node()!, "the terms of q", () => (present === undefined ? [] : [present]));

  function term(sign: string, id: string, name: string) {
    const box = line.append("span").attr("class", "term-box");
    box.append("span").attr("class", "sign").text(sign);
    const part = box.append("span").attr("data-term", id).attr("tabindex", 0);
    part.append("span").attr("class", "name").html(name);
    return part.append("output").attr("data-value", id).text("…");
  }

  return {
    element: root.node()!,
    show(terms, logEvidence, error, site) {
      const isOther = differs(terms, site);
      onSite.attr("hidden", isOther ? null : "");
      if (isOther) {
        const {reconstruction: first, klToPrior: prior, klToPosterior: gap, elbo} = site;
        const [a, b, c, d] = [first, prior, gap, elbo + gap].map(twoDecimals);
        onSite.text(`By rounded weights; by those of the site ${a} − ${b} + ${c} = ${d}`);
      }
      present = {
        reconstruction_nats: terms.reconstruction,
        kl_to_prior_nats: terms.klToPrior,
        bound_nats: terms.elbo,
        kl_to_posterior_nats: terms.klToPosterior,
        log_evidence_nats: logEvidence
      };
      reconstruction.text(twoDecimals(terms.reconstruction));
      klToPrior.text(twoDecimals(terms.klToPrior));
      klToPosterior.text(twoDecimals(terms.klToPosterior));
      const total = terms.elbo + terms.klToPosterior;
      sum.text(twoDecimals(total));
      check.text(
        `The expectations under q are taken over different points for the two sides; the posterior ` +
          `is normalized by the lattice, which says log p(x) = ${threeDecimals(logEvidence)}, ` +
          `${threeDecimals(Math.abs(total - logEvidence))} ${shownUnit()} away. ` +
          `With steps twice as wide it would say ${threeDecimals(error)} more or less.`
      );
    }
  };
}

/** The numbers of a row of the list. */
type RowBounds = Pick<BoundTerms, "elbo" | "klToPosterior">;

/** What a row of the list shows. */
export type RowTerms = RowBounds | "coming" | undefined;

/** The bounds of some q of one image, one under the other. */
interface QTable {
  element: HTMLElement;
  /**
   * Writes one row; undefined where there is no such q, “coming” where its terms are not there yet.
   *
   * @param site what the site says of the same, where it is known: written beside, if it is not the same
   */
  set(row: number, terms: RowTerms, site?: RowBounds): void;
}

/** Returns a table with a row for each name. */
export function qTable(names: readonly string[]): QTable {
  const table = create("table").attr("class", "q-table");
  const head = table.append("thead").append("tr");
  head.append("th").attr("scope", "col").text("q");
  head.append("th").attr("scope", "col").html(`<span data-term="elbo" tabindex="0">ℒ</span>`);
  head
    .append("th")
    .attr("scope", "col")
    .html(`<span data-term="gap" tabindex="0">KL(q ‖ p(z|x))</span>`);
  const body = table.append("tbody");
  const cells = names.map((name) => {
    const row = body.append("tr");
    row.append("th").attr("scope", "row").text(name);
    return [row.append("td").text("…"), row.append("td").text("…")];
  });
  const element = table.node()!;
  const bounds = names.map((): RowTerms => undefined);
  const sites = names.map((): RowBounds | undefined => undefined);
  giveData(element, "bounds of some q", () =>
    bounds.flatMap((terms, i) =>
      typeof terms !== "object"
        ? []
        : [{q: names[i], bound_nats: terms.elbo, gap_nats: terms.klToPosterior}]
    )
  );
  function set(row: number, terms: RowTerms, site?: RowBounds): void {
    [bounds[row], sites[row]] = [terms, site];
    const texts =
      typeof terms === "object"
        ? [terms.elbo, terms.klToPosterior].map(twoDecimals)
        : Array<string>(2).fill(terms === "coming" ? "…" : "–");
    const isOther = typeof terms === "object" && differs(terms, site);
    const exact = isOther ? [site.elbo, site.klToPosterior].map(twoDecimals) : [];
    cells[row].forEach((cell, i) => {
      cell.text(texts[i]);
      if (isOther) cell.append("span").attr("class", "on-site").text(`site: ${exact[i]}`);
    });
  }
  followUnit(element, () => {
    for (const [row, terms] of bounds.entries())
      if (terms !== undefined) set(row, terms, sites[row]);
  });
  return {element, set};
}

/** The lengths of axis to choose from, in nats: a step changes the scale only now and then. */
const lengths = [1, 10, 100, 1e3, 1e4].flatMap((ten) =>
  [10, 15, 20, 30, 50, 75].map((n) => n * ten)
);

/**
 * Returns the part of the axis of nats to show, [lowest, highest]: below 0, at least down to the
 * bound with some room under it, and up to some room above all else. The highest depends on the
 * image and the length alone, so the axis stands still while q moves a little.
 *
 * @param highest the greatest number to be shown, such as max log p(x|z)
 * @param lowest the least one, such as the bound
 */
export function boundWindow(lowest: number, highest: number): [number, number] {
  for (const length of lengths) {
    const step = length / 10;
    const highestTick = Math.min(0, (Math.ceil(highest / step) + 1.5) * step);
    if (highestTick - length <= lowest - length / 12) return [highestTick - length, highestTick];
  }
  throw new RangeError(`invalid bound: ${lowest} nats, beyond every axis`);
}
