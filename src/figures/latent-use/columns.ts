import {axisLeft, create, scaleBand, scaleLinear} from "d3";
import {axisGroups} from "../../components/axes.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {picture} from "../../components/picture.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {Walks} from "./walks.js";
import {columnsOf} from "./walks.js";

/** Some latents side by side: a bar, and under it the images of a walk. */
export interface LatentColumns extends HTMLElement {
  /**
   * Draws the columns from one to another, at most `across` of them, as wide as there is room for.
   *
   * @param names what stands under each, from the first of all columns
   */
  lay(range: {from: number; to: number; across: number; width: number}, names: string[]): void;
  /** Draws the bars, in nats per image, of all columns. */
  show(kl: readonly number[]): void;
  /** Marks a column, by its number among all. */
  mark(column: number): void;
}

const frame = {left: 34, top: 26, bottom: 126, height: 146};

/**
 * Returns columns that show nothing yet.
 *
 * @param most the greatest KL, for the scale
 * @param onChoose the reader has chosen a column
 */
export function latentColumns(
  walks: Walks,
  most: number,
  onChoose: (column: number) => void
): LatentColumns {
  const element = create("div").attr("class", "latent-columns");
  const svg = appendImage(element, "KL of each latent");
  const title = svg.append("text").attr("class", "axis-name").attr("y", 10);
  title.call(unitLabel, () => `KL, ${shownUnit()} per image`);
  const {beside} = axisGroups(svg, frame);
  const bars = svg.append("g");
  const names = svg.append("g");
  const images = picture({label: "each latent’s walk along its axis"});
  element.append(() => images);
  const frameOf = element.append("div").attr("class", "latent-mark");
  const x = scaleBand<number>().paddingInner(0.25).paddingOuter(0.125);
  const y = scaleLinear([0, most], [frame.bottom, frame.top]).nice();
  let range = {from: 0, to: 0};
  let marked = 0;
  let present: readonly number[] = [];

  const root = element.node()!;
  root.addEventListener("click", (event) => {
    const {left, width} = images.getBoundingClientRect();
    const column = Math.floor((x.domain().length * (event.clientX - left)) / width) + range.from;
    if (column >= range.from && column < range.to) onChoose(column);
  });

  function show(kl: readonly number[]): void {
    present = kl;
    bars
      .selectAll("rect")
      .data(kl.slice(range.from, range.to))
      .join("rect")
      .attr("class", "latent-bar")
      .attr("x", (_, i) => x(range.from + i)!)
      .attr("width", x.bandwidth())
      .attr("y", (value) => y(value))
      .attr("height", (value) => frame.bottom - y(value));
  }

  function mark(column: number): void {
    marked = column;
    const isHere = column >= range.from && column < range.to;
    frameOf.style("display", isHere ? "" : "none");
    const share = 1 / x.domain().length;
    frameOf.style("--from", String((column - range.from) * share)).style("--share", String(share));
    names.selectAll("text").classed("marked", (_, i) => range.from + i === column);
  }

  const drawAxis = () => beside.call(axisLeft(informationScale(y)).ticks(4).tickSizeOuter(0));
  followUnit(root, drawAxis);

  return Object.assign(root, {
    show,
    mark,
    lay({from, to, across, width}: Parameters<LatentColumns["lay"]>[0], texts: string[]): void {
      range = {from, to};
      x.domain(Array.from({length: across}, (_, i) => from + i)).range([frame.left, width]);
      svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
      drawAxis();
      names
        .selectAll("text")
        .data(texts.slice(from, to))
        .join("text")
        .attr("class", "latent-name")
        .attr("x", (_, i) => x(from + i)! + x.bandwidth() / 2)
        .attr("y", frame.height - 6)
        .text((text) => text);
      const sheet = columnsOf(walks, {from, to, across});
      images.draw(sheet, across * walks.width);
      images.style.aspectRatio = `${across * walks.width} / ${walks.columns * walks.height}`;
      show(present);
      mark(marked);
    }
  });
}
