import {create, format, scaleLinear, scaleSymlog} from "d3";
import {labelledAxes} from "../../components/axes.js";
import {actionButton} from "../../components/buttons.js";
import type {ChosenFile} from "../../components/drop-zone.js";
import {dropZone} from "../../components/drop-zone.js";
import {inkPixels, picture, sheetPixels} from "../../components/picture.js";
import type {ImageSize} from "../../formats/image-size.js";
import {imageValues} from "../../formats/image-size.js";
import {readOwnData} from "../../own/reading.js";
import {checkbox, fieldSelect} from "../../components/choice.js";
import {withValue} from "../../components/with-value.js";
import type {InkScale} from "../../reading/ink.js";
import {commonScales} from "../../reading/ink.js";
import type {OwnImages} from "../../reading/own-images.js";
import {isMostlyInk, turnedImages} from "../../reading/own-images.js";
import type {OwnChoices} from "../../training/own-images.js";
import {choiceOptions, noChoices, splitOwnImages} from "../../training/own-images.js";
import type {TrainingPage} from "./page.js";

/** Files that were read, and how the reader wants them. */
interface Read {
  files: readonly ChosenFile[];
  images: OwnImages;
}

/** Returns a field for images of the reader’s own, and what they are once they are read. */
export function ownTrainingImages({figure, useOwn}: TrainingPage): HTMLElement {
  const element = document.createElement("div");
  const zone = dropZone({
    label: "Images of your own",
    hint: "IDX, NumPy .npy or .npz, CSV, PNG, JPEG or a zip of them, in grey or in color, with labels or without: up to 64 × 64 pixels. They stay in this browser.",
    async read(files, task): Promise<Read> {
      preview.replaceChildren();
      return {files, images: await readOwnData(files, task)};
    },
    use: (read) => show(read, noChoices)
  });
  const preview = document.createElement("div");
  element.append(zone, preview);

  function show({files, images}: Read, first: OwnChoices): void {
    const controls = choiceControls(images, first);
    const place = document.createElement("div");
    const use = actionButton("Train on these", () => {
      const {value} = controls;
      const split = splitOwnImages(images, value);
      useOwn({...split, files: topNames(files), choices: choiceOptions(value)});
      figure.scrollIntoView({block: "start"});
    });
    const row = document.createElement("div");
    row.className = "action-buttons";
    row.append(use);
    const draw = () => place.replaceChildren(dataPreview(images, controls.value));
    controls.addEventListener("input", () => {
      const {value} = controls;
      if (isSameScale(value.scale, first.scale) && value.grey === first.grey) return draw();
      // Numbers that were clipped are gone, and so are colors: the files are read again.
      const {scale, grey: inGrey} = value;
      void zone.start(
        "reading…",
        async (task) => ({files, images: await readOwnData(files, task, {scale, inGrey})}),
        (again: Read) => show(again, value)
      );
    });
    draw();
    preview.replaceChildren(place, controls, row);
  }

  return element;
}

const isSameScale = (one: InkScale | undefined, other: InkScale | undefined) =>
  one?.paper === other?.paper && one?.ink === other?.ink;

/** How images with colors may be opened. */
const [IN_COLOR, IN_GREY] = ["in color", "in grey"] as const;

/** Inputs of how images are taken. */
interface ChoiceControls extends HTMLElement {
  readonly value: OwnChoices;
}

/** Returns inputs for all that can be chosen of some images. */
function choiceControls(images: OwnImages, first: OwnChoices): ChoiceControls {
  const {test, scale, range, labels} = images;
  const isColor = images.channels === 3;
  const colors = fieldSelect("opened", [IN_COLOR, IN_GREY]);
  colors.value = first.grey ? IN_GREY : IN_COLOR;
  const element = create("div").attr("class", "data-choices").node()!;
  const invert = checkbox(`Invert: exchange ${isColor ? "dark and light" : "ink and paper"}`, {
    value: first.invert
  });
  const transpose = checkbox("Transpose: exchange rows and columns", {value: first.transpose});
  const classless = checkbox("Without the classes", {value: first.classless});
  const shares = ["0.05", "0.1", "0.2"];
  const heldOut = fieldSelect(
    "held out",
    test === undefined ? shares : ["files", ...shares],
    (one) => (one === "files" ? "what the files set apart" : `${format(".0%")(Number(one))}, drawn`)
  );
  heldOut.value = String(first.heldOut ?? (test === undefined ? 0.1 : "files"));
  const scales = scaleNames(scale, range);
  const numbers = fieldSelect(
    `numbers of ${isColor ? "dark and light" : "paper and ink"}`,
    Object.keys(scales)
  );
  if (scale !== undefined) numbers.value = scaleName(first.scale ?? scale);
  element.append(
    ...(isColor || first.grey ? [colors] : []),
    invert,
    transpose,
    heldOut,
    ...(labels ? [classless] : []),
    ...(scale === undefined ? [] : [numbers])
  );
  return withValue(element, {
    get(): OwnChoices {
      const chosen = scales[numbers.value];
      const isGuess = first.scale === undefined && isSameScale(chosen, scale);
      const share = heldOut.value === "files" ? heldOut.value : Number(heldOut.value);
      const isUsual = heldOut.value === (test === undefined ? "0.1" : "files");
      return {
        ...(colors.value === IN_GREY ? {grey: true as const} : {}),
        invert: invert.value,
        transpose: transpose.value,
        ...(scale === undefined || isGuess ? {} : {scale: chosen}),
        ...(isUsual ? {} : {heldOut: share}),
        ...(classless.value ? {classless: true} : {})
      };
    }
  });
}

const scaleName = ({paper, ink}: InkScale) =>
  [paper, ink].map((end) => format(".5~g")(end)).join(" … ");

/** Returns the scales that numbers may have, by name: the one they were read by, first. */
function scaleNames(
  scale: InkScale | undefined,
  [low, high]: [number, number]
): Record<string, InkScale> {
  const own =
    low < high
      ? [
          {paper: low, ink: high},
          {paper: 0, ink: high}
        ]
      : [];
  const all = [...(scale === undefined ? [] : [scale]), ...Object.values(commonScales), ...own];
  const usable = all.filter(({paper, ink}) => paper !== ink);
  return Object.fromEntries(
    usable
      .toReversed()
      .map((one) => [scaleName(one), one])
      .toReversed()
  );
}

/** Returns the files and folders that were chosen, without what lies in the folders. */
function topNames(chosen: readonly ChosenFile[]): string[] {
  return [...new Set(chosen.map(({path}) => path.split("/")[0]))];
}

const size = {width: 340, height: 150};
const margin = {top: 8, right: 10, bottom: 38, left: 48};

/**
 * Returns a histogram of ink, from paper (0) to ink (1); of colors, of the light of their channels. Its height is logarithmic: most pixels of
 * most images are blank, and would leave nothing to be seen of the others.
 *
 * @param images how many of their pixels lie in each of equal parts of [0, 1]
 */
export function inkHistogram({
  histogram,
  channels
}: Pick<OwnImages, "histogram" | "channels">): SVGSVGElement {
  const all = Array.from(histogram);
  const total = all.reduce((sum, count) => sum + count, 0);
  const {width, height} = size;
  const share = format(".0%");
  const [paper, ink] = [all[0] / total, all[all.length - 1] / total];
  const words =
    channels === 3
      ? `Histogram of red, green and blue: ${share(paper)} are dark, ${share(ink)} are full light`
      : `Histogram of the pixels: ${share(paper)} are paper, ${share(ink)} are full ink`;
  const svg = create("svg").attr("role", "img").attr("aria-label", words);
  svg.attr("class", "ink-histogram").attr("viewBox", `0 0 ${width} ${height}`);
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
  xLabel.text(channels === 3 ? "light in a channel" : "ink of a pixel");
  yLabel
    .text(channels === 3 ? "channels of pixels" : "pixels")
    .attr("transform", `translate(12,${(floor + margin.top) / 2}) rotate(-90)`);
  return svg.node()!;
}

const number = format(",~r");

/** Returns the largest n up to 8 for which n² images are not more than there are. */
function sheetSide(count: number): number {
  return Math.max(1, Math.min(8, Math.floor(Math.sqrt(count))));
}

/** Returns what images are before they are used: the first of them, facts, and a histogram. */
function dataPreview(read: OwnImages, choices: OwnChoices): HTMLElement {
  const isTurned = choices.invert || choices.transpose;
  const images = isTurned ? turnedImages(read, choices) : read;
  const root = create("div").attr("class", "data-preview");
  root.append(() => previewSheet(images, sheetSide(images.count)));
  const list = root.append("dl").attr("class", "data-facts");
  for (const [name, value] of factsOf(images)) {
    list.append("dt").text(name);
    list.append("dd").text(value);
  }
  root.append(() => inkHistogram(images));
  const notes = root.append("ul").attr("class", "data-notes");
  for (const note of notesOf(images, choices)) notes.append("li").text(note);
  return root.node()!;
}

/** Returns all that was guessed or left out, and what is held out, a sentence each. */
function notesOf(images: OwnImages, choices: OwnChoices): string[] {
  const notes = [...images.notes];
  if (isMostlyInk(images)) {
    notes.push("Most pixels are ink, as in black on white: Invert exchanges ink and paper.");
  }
  // They are turned already.
  return [...notes, ...splitOwnImages(images, {...choices, ...noChoices}).notes];
}

/** Returns the facts of a set of images, by name, as they are written. */
export function factsOf(images: OwnImages): [name: string, value: string][] {
  const {count, width, height, channels, pixels, labels, source, range, scaling, test} = images;
  const kind = pixels instanceof Float32Array ? "real numbers" : "8 bits";
  const classes = labels === undefined ? "none given" : number(new Set(labels).size);
  const apart = test === undefined ? "" : `, and ${number(test.count)} set apart`;
  return [
    ["source", source],
    ["images", number(count) + apart],
    ["size", `${width} × ${height} pixels${channels === 3 ? " in color" : ""}, ${kind}`],
    ["numbers in the file", `${range.map((end) => format(".4~g")(end)).join(" … ")}, ${scaling}`],
    ["classes", classes]
  ];
}

/** Images, one after the other: 8-bit pixels, or real numbers in [0, 1]. */
interface SomeImages extends ImageSize {
  count: number;
  pixels: Uint8Array | Float32Array;
}

/** Returns a sheet of the first n² images, row by row; blank places where there are fewer. */
function previewSheet(images: SomeImages, n = 8): HTMLElement {
  const {count, width, height, channels, pixels} = images;
  const values = imageValues(images);
  const shown = pixels.subarray(0, Math.min(count, n * n) * values);
  const eightBit = shown instanceof Float32Array ? inkPixels(shown) : shown;
  const places = new Uint8ClampedArray(n * n * values);
  places.set(eightBit);
  const label = `the first ${Math.min(count, n * n)} images`;
  const sheet = picture({width: n * width, height: n * height, label});
  sheet.style.aspectRatio = `${width} / ${height}`;
  sheet.draw(sheetPixels(places, n, images), n * width, channels);
  return sheet;
}
