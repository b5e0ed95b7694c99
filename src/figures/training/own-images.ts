import {create, format, scaleLinear, scaleSymlog} from "d3";
import {labelledAxes} from "../../components/axes.js";
import {actionButton} from "../../components/buttons.js";
import type {ChosenFile} from "../../components/drop-zone.js";
import {dropZone} from "../../components/drop-zone.js";
import {inkPixels, picture, sheetPixels} from "../../components/picture.js";
import {readOwnData} from "../../own/reading.js";
import type {OwnImages} from "../../reading/own-images.js";
import {splitOwnImages} from "../../training/own-images.js";
import type {TrainingPage} from "./page.js";

/** Returns a field for images of the reader’s own, and what they are once they are read. */
export function ownTrainingImages({figure, useOwn}: TrainingPage): HTMLElement {
  const element = document.createElement("div");
  const zone = dropZone({
    label: "Images of your own",
    hint: "IDX (one file or a pair, gzip or not), NumPy .npy, PNG images or a zip of them: grey, up to 64 × 64 pixels. They stay in this browser.",
    async read(files, task) {
      preview.replaceChildren();
      return {images: await readOwnData(files, task), files: topNames(files)};
    },
    use: show
  });
  const preview = document.createElement("div");
  element.append(zone, preview);

  function show({images, files}: {images: OwnImages; files: string[]}): void {
    const split = {...splitOwnImages(images), files};
    const use = actionButton("Train on these", () => {
      useOwn(split);
      figure.scrollIntoView({block: "start"});
    });
    const row = document.createElement("div");
    row.className = "action-buttons";
    row.append(use);
    preview.replaceChildren(dataPreview(images), row);
  }

  return element;
}

/** Returns the files and folders that were chosen, without what lies in the folders. */
function topNames(chosen: readonly ChosenFile[]): string[] {
  return [...new Set(chosen.map(({path}) => path.split("/")[0]))];
}

const size = {width: 340, height: 150};
const margin = {top: 8, right: 10, bottom: 38, left: 48};

/**
 * Returns a histogram of ink, from paper (0) to ink (1). Its height is logarithmic: most pixels of
 * most images are blank, and would leave nothing to be seen of the others.
 *
 * @param counts pixels in equal parts of [0, 1]
 */
export function inkHistogram(counts: ArrayLike<number>): SVGSVGElement {
  const all = Array.from(counts);
  const total = all.reduce((sum, count) => sum + count, 0);
  const {width, height} = size;
  const svg = create("svg")
    .attr("class", "ink-histogram")
    .attr("viewBox", `0 0 ${width} ${height}`);
  const share = format(".0%");
  const [paper, ink] = [all[0] / total, all[all.length - 1] / total];
  const words = `Histogram of the pixels: ${share(paper)} are paper, ${share(ink)} are full ink`;
  svg.attr("role", "img").attr("aria-label", words);
  const x = scaleLinear([0, 1], [margin.left, width - margin.right]);
  const floor = height - margin.bottom;
  const y = scaleSymlog([0, Math.max(1, ...all)], [floor, margin.top]);
  const step = (x(1) - x(0)) / all.length;
  const bars = all.map((count, i) =>
    count === 0 ? "" : `M${x(0) + i * step + 0.5},${floor}V${y(count)}h${step - 1}V${floor}Z`
  );
  svg.append("path").attr("class", "mass").attr("d", bars.join(""));
  // Ticks of a symmetric logarithm bunch up: powers of ten, every second one where there are many.
  const powers = Math.floor(Math.log10(Math.max(1, ...all)));
  const every = powers > 4 ? 2 : 1;
  const ticks = Array.from({length: Math.floor(powers / every) + 1}, (_, i) => 10 ** (i * every));
  const beside = svg.append("g").attr("class", "axis");
  const mark = beside.selectAll("g").data(ticks).join("g");
  mark.attr("transform", (tick) => `translate(${margin.left},${y(tick)})`);
  mark.append("line").attr("x2", -4);
  const text = mark.append("text").attr("x", -7).attr("dy", "0.32em").attr("text-anchor", "end");
  text.text(format("~s"));
  const {xLabel, yLabel} = labelledAxes(svg, x, scaleLinear([0, 1], [floor, margin.top]), {
    yTicks: 0
  });
  xLabel.text("ink of a pixel");
  yLabel.text("pixels").attr("transform", `translate(12,${(floor + margin.top) / 2}) rotate(-90)`);
  return svg.node()!;
}

const number = format(",~r");

/** Returns the largest n up to 8 for which n² images are not more than there are. */
function sheetSide(count: number): number {
  return Math.max(1, Math.min(8, Math.floor(Math.sqrt(count))));
}

/** Returns what images are before they are used: the first of them, facts, and a histogram. */
function dataPreview(images: OwnImages): HTMLElement {
  const root = create("div").attr("class", "data-preview");
  root.append(() => previewSheet(images, sheetSide(images.count)));
  const list = root.append("dl").attr("class", "data-facts");
  for (const [name, value] of factsOf(images)) {
    list.append("dt").text(name);
    list.append("dd").text(value);
  }
  root.append(() => inkHistogram(images.histogram));
  return root.node()!;
}

/** Returns the facts of a set of images, by name, as they are written. */
export function factsOf(images: OwnImages): [name: string, value: string][] {
  const {count, width, height, pixels, labels, source, range, scaling} = images;
  const kind = pixels instanceof Float32Array ? "real numbers" : "8 bits";
  const classes = labels === undefined ? "none given" : number(new Set(labels).size);
  return [
    ["source", source],
    ["images", number(count)],
    ["size", `${width} × ${height} pixels, ${kind}`],
    ["numbers in the file", `${range.map((end) => format(".4~g")(end)).join(" … ")}, ${scaling}`],
    ["classes", classes]
  ];
}

/** Images, one after the other: 8-bit pixels, or real numbers in [0, 1]. */
interface SomeImages {
  count: number;
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  pixels: Uint8Array | Float32Array;
}

/** Returns a sheet of the first n² images, row by row; blank places where there are fewer. */
function previewSheet({count, width, height, pixels}: SomeImages, n = 8): HTMLElement {
  const shown = pixels.subarray(0, Math.min(count, n * n) * width * height);
  const eightBit = shown instanceof Float32Array ? inkPixels(shown) : shown;
  const places = new Uint8ClampedArray(n * n * width * height);
  places.set(eightBit);
  const label = `the first ${Math.min(count, n * n)} images`;
  const sheet = picture({width: n * width, height: n * height, label});
  sheet.style.aspectRatio = `${width} / ${height}`;
  sheet.draw(sheetPixels(places, n, {width, height}), n * width);
  return sheet;
}
