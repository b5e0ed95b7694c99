import {create} from "d3";
import type {PlaneField} from "../../components/density.js";
import {failureNote} from "../../components/notice.js";
import {picture} from "../../components/picture.js";
import type {View} from "../../components/plane-view.js";
import {nextView} from "../../components/plane-view.js";
import {hillBands, planeBands} from "../../components/posterior-map.js";
import type {Channels} from "../../formats/image-size.js";
import type {BoundTerms} from "../../math/bound.js";
import {PLANE_REACH} from "../../math/image-posterior.js";
import type {PlaneGaussian} from "../../math/plane-gaussian.js";
import type {DrawnPosteriorField} from "../../math/posterior-field.js";
import {followUnit} from "../../state/unit.js";
import type {RowTerms} from "./bar.js";
import {boundBar, boundSum, qTable} from "./bar.js";
import {qPlane, viewOf} from "./plane.js";
import {boundRows} from "./rows.js";

/** The figure of section 2.2. */
export interface GapFigure extends HTMLElement {
  /** Draws another image, 8-bit pixels in rows of columns: what is shown of the last one fades. */
  showImage(pixels: Uint8ClampedArray, columns: number, channels?: Channels): void;
  /** Draws log p(x, z) over the whole plane; in the enlargement, too, until the posterior is there. */
  showLandscape(landscape: PlaneField): void;
  showPosterior(posterior: DrawnPosteriorField): void;
  /** Draws q; the view follows it once it is settled. */
  showQ(q: PlaneGaussian, settled: boolean): void;
  /** Draws the decoder’s image at the mean of q. */
  showDecoded(pixels: Uint8ClampedArray, columns: number, channels?: Channels): void;
  /** Draws and writes the terms of q, with what the site says of them, where that is known. */
  showTerms(
    terms: BoundTerms,
    facts: {logEvidence: number; error: number; highest: number},
    site?: BoundTerms
  ): void;
  /** Writes the bound of a q of the list into its row, with what the site says of it. */
  showRow(row: number, terms: RowTerms, site?: BoundTerms): void;
  /** Lets the numbers fade until those of q come: they are of another one. */
  fade(): void;
  /** Says whether all that can be compared is there. */
  isComplete(complete: boolean): void;
  /** Says, in the place of the figure, why it does not go on. */
  fail(error: unknown): void;
}

const wholePlane: View = [-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH];

/**
 * Returns the figure: the true posterior and q, enlarged and on the whole plane, and the terms of
 * the bound as lengths.
 *
 * @param rows what the q are called whose bounds are compared
 * @param move called while the reader moves q
 * @param rest called when the reader lets go of it
 */
export function gapFigure(
  rows: readonly string[],
  {move, rest}: {move: (q: PlaneGaussian) => void; rest: () => void}
): GapFigure {
  let view: View | undefined;
  let extent: View | undefined;
  let q: PlaneGaussian = {mu: [0, 0], logVar: [0, 0]};
  const moved = (next: PlaneGaussian) => {
    showQ(next, false);
    move(next);
  };
  const settle = () => {
    showQ(q, true);
    rest();
  };
  const drive = {move: moved, rest: settle};
  const zoom = qPlane({side: 430, name: "enlarged", ...drive});
  const plane = qPlane({side: 232, name: "on the whole plane", hasWidths: false, ...drive});
  for (const each of [zoom, plane]) each.look(wholePlane);
  const seen = picture({label: "the image x"});
  const decoded = picture({label: "the decoder’s image at the mean of q"});
  const [bar, lying] = [boundBar(), boundRows()];
  const sum = boundSum();
  const table = qTable(rows);
  const failure = failureNote();

  const root = create("div").attr("class", "gap-figure").attr("data-waiting", "");
  root
    .append("div")
    .attr("class", "gap-zoom")
    .attr("data-dock", "")
    .append(() => zoom.element);
  const side = root.append("div").attr("class", "gap-side");
  side
    .append("div")
    .attr("class", "gap-plane")
    .append(() => plane.element);
  const pictures = side.append("div").attr("class", "gap-pictures");
  labelled(seen, `<span class="of-x" data-term="x" tabindex="0">x</span>`);
  labelled(decoded, `decoded at <span class="of-q">μ</span>`);
  const numbers = root.append("div").attr("class", "gap-bar");
  numbers.append(() => bar.element);
  numbers.append(() => lying.element);
  const below = root.append("div").attr("class", "gap-numbers");
  below.append(() => sum.element);
  below.append(() => table.element);
  root.append(() => failure);

  function labelled(image: HTMLElement, html: string): void {
    const box = pictures.append("div");
    box.append(() => image);
    box.append("p").html(html);
  }

  function showQ(next: PlaneGaussian, settled: boolean): void {
    q = next;
    zoom.place(q);
    plane.place(q);
    if (!settled || extent === undefined) return;
    const wanted = nextView(view, extent, viewOf(q));
    if (wanted === view) return;
    view = wanted;
    zoom.look(view);
    plane.frame(view);
  }

  let shown: Parameters<GapFigure["showTerms"]> | undefined;
  function writeTerms(): void {
    if (shown === undefined) return;
    const [terms, {logEvidence, error, highest}, site] = shown;
    bar.show(terms, logEvidence, highest);
    lying.show(terms, logEvidence, highest);
    sum.show(terms, logEvidence, error, site);
  }
  followUnit(root.node()!, writeTerms);

  return Object.assign(root.node()!, {
    showImage(pixels: Uint8ClampedArray, columns: number, channels?: Channels) {
      failure.hidden = true;
      root.classed("waiting", true);
      seen.draw(pixels, columns, channels);
      extent = undefined;
    },
    showLandscape(landscape: PlaneField) {
      plane.density(planeBands(landscape));
      if (extent !== undefined) return;
      view = undefined;
      zoom.density(planeBands(landscape));
      zoom.look(wholePlane);
      plane.frame(wholePlane);
    },
    showPosterior({field, levels, extent: box}: DrawnPosteriorField) {
      zoom.density(hillBands(field), {field, thresholds: levels});
      extent = box;
      showQ(q, true);
    },
    showQ,
    showDecoded: decoded.draw,
    showTerms(...given: Parameters<GapFigure["showTerms"]>) {
      root.classed("waiting", false);
      shown = given;
      writeTerms();
    },
    showRow: table.set,
    fade: () => void root.classed("waiting", true),
    isComplete: (complete: boolean) => void root.attr("data-waiting", complete ? null : ""),
    fail: failure.fail
  });
}
