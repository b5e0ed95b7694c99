import {axisBottom, axisLeft, create, max, scaleLinear} from "d3";
import type {Play} from "../../cells/play.js";
import {axisGroups, onWidth} from "../../components/axes.js";
import {densityBands} from "../../components/density.js";
import {appendImage} from "../../components/image-drawing.js";
import {picture, sheetPixels} from "../../components/picture.js";
import {numberText} from "./exercise.js";
import type {ExerciseImages} from "./images.js";
import type {LogPrior} from "./prior.js";
import {gaussianLogPrior, priorBounds, priorDraws} from "./prior.js";

const frame = {left: 40, margin: 10, bottom: 34};
const widths = {least: 280, most: 380};
const reach = 4; // of the plane, in standard deviations of N(0, I)
const size = 96; // cells along a side
const shares = [0.02, 0.1, 0.25, 0.45, 0.65, 0.85]; // of the greatest density

/**
 * Returns a drawing of a density over the plane of z, the circles of N(0, I) at one, two and three
 * standard deviations, and some places in it.
 *
 * @param logDensity in nats, at [z₁, z₂]
 * @param places row-major [count, 2]
 */
function priorPlot(logDensity: (z: number[]) => number, places: ArrayLike<number>): HTMLElement {
  const figure = create("figure").attr("class", "prior-plot");
  const svg = appendImage(figure, "the density of your prior over the plane of z");
  const bands = svg.append("g").attr("class", "prior-bands");
  const rings = svg.append("g").attr("class", "prior-rings");
  const dots = svg.append("g").attr("class", "prior-codes");
  const axes = axisGroups(svg, {left: frame.left, bottom: 0});
  const names = ["z₁", "z₂"].map((name) =>
    svg.append("text").attr("class", "axis-label").text(name)
  );
  const values = Float64Array.from({length: size * size}, (_, i) => {
    const [column, row] = [i % size, Math.floor(i / size)];
    const at = (cell: number) => reach * ((2 * cell + 1) / size - 1);
    const density = Math.exp(logDensity([at(column), at(row)]));
    return Number.isFinite(density) ? density : 0;
  });
  const top = max(values) ?? 0;
  const box = [-reach, reach, -reach, reach] as const;
  const points = Array.from({length: places.length / 2}, (_, i) => [
    places[2 * i],
    places[2 * i + 1]
  ]);

  onWidth(figure.node()!, widths, (width) => {
    const side = width - frame.left - frame.margin;
    const floor = frame.margin + side;
    svg.attr("viewBox", `0 0 ${width} ${floor + frame.bottom}`);
    const x = scaleLinear([-reach, reach], [frame.left, frame.left + side]);
    const y = scaleLinear([-reach, reach], [floor, frame.margin]);
    const thresholds = shares.map((share) => share * top);
    densityBands(bands, {values, columns: size, rows: size, box}, thresholds, {x, y});
    rings
      .selectAll("circle")
      .data([1, 2, 3])
      .join("circle")
      .attr("r", (count) => x(count) - x(0))
      .attr("cx", x(0))
      .attr("cy", y(0));
    dots
      .selectAll("circle")
      .data(points)
      .join("circle")
      .attr("r", 3)
      .attr("cx", ([z1]) => x(z1!))
      .attr("cy", ([, z2]) => y(z2!));
    axes.below.attr("transform", `translate(0,${floor})`).call(axisBottom(x).ticks(5));
    axes.beside.call(axisLeft(y).ticks(5));
    names[0]!.attr("x", x(2.9)).attr("y", floor + 30);
    names[1]!.attr("x", 12).attr("y", y(2.9));
  });
  const caption = figure.append("figcaption");
  caption.text(
    "shades: your density · dashed: N(0, I) at 1, 2 and 3 σ · dots: μ of an image of each class"
  );
  return figure.node()!;
}

/** The side of a sheet of draws, in images. */
const SIDE = 5;

/**
 * Returns what a prior changes: its density over the plane, what the decoder makes of draws from it
 * and of draws from N(0, I), and the bound of an image of each class under both.
 *
 * @param logPrior normalized; see checkPrior
 */
export function priorAnswer(
  logPrior: LogPrior,
  {images, logLikelihood}: ExerciseImages,
  {decoder}: Play["model"]
): HTMLElement {
  const view = document.createElement("div");
  view.className = "prior-view";
  const codes = images.flatMap(({q}) => q.mu);
  const sheets = document.createElement("div");
  sheets.className = "prior-sheets";
  for (const [name, prior] of [
    ["Draws from yours", logPrior],
    ["Draws from N(0, I)", gaussianLogPrior]
  ] as const) {
    const shown = picture({label: `${name}, decoded`});
    const pixels = decoder.pixels(priorDraws(prior, SIDE * SIDE), SIDE * SIDE);
    shown.draw(sheetPixels(pixels, SIDE), SIDE * 28);
    const sheet = document.createElement("figure");
    sheet.className = "prior-sheet";
    const caption = document.createElement("figcaption");
    caption.textContent = `${name}, decoded`;
    sheet.append(shown, caption);
    sheets.append(sheet);
  }
  const sentence = document.createElement("p");
  sentence.className = "note";
  sentence.textContent = boundSentence(logPrior, {images, logLikelihood});
  view.append(priorPlot(logPrior, codes), sheets, sentence);
  return view;
}

/** Returns what becomes of the bound of the images, by the mean over them, in a sentence. */
function boundSentence(logPrior: LogPrior, {images, logLikelihood}: ExerciseImages): string {
  const all = images.map(({x, q}) =>
    priorBounds(
      (z) =>
        Float64Array.from({length: z.length / 2}, (_, i) =>
          logLikelihood(x, z.subarray(2 * i, 2 * i + 2))
        ),
      q,
      logPrior
    )
  );
  const mean = (of: (one: (typeof all)[number]) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const gaussian = mean((one) => one.gaussian);
  const difference = mean((one) => one.yours - one.gaussian);
  const error = Math.sqrt(mean((one) => one.standardError ** 2) / all.length);
  const raised = all.filter(({gaussian: before, yours}) => yours > before).length;
  return `One image of each class, with the encoder’s q, by equation (6): the mean bound is ${numberText(gaussian, 5)} nats under N(0, I) and ${numberText(gaussian + difference, 5)} under your prior, ${numberText(Math.abs(difference))} ± ${numberText(error, 1)} nats ${difference < 0 ? "lower" : "higher"}. For ${raised} of the ${all.length} images it is higher.`;
}
