import {create} from "d3";
import {newestNext} from "../../async/newest.js";
import {saveButton} from "../../components/buttons.js";
import {choice as choose} from "../../components/choice.js";
import type {Picture} from "../../components/picture.js";
import {gridPositions} from "../../components/picture.js";
import {stripWorkers} from "../../engine/sheets/workers.js";
import {normalQuantile} from "../../math/normal.js";
import type {RunningModel} from "../../own/input.js";
import type {Subject} from "../../own/subject.js";
import {ownSubject} from "../../own/subject.js";
import type {LatentView} from "./latent-view.js";
import {follow, latentView} from "./latent-view.js";
import {sheetDrawing} from "./sheet.js";
import type {BoardView} from "./views.js";
import {resolutionOptions, sliderRange} from "./views.js";

/** A view of a model of the reader’s own. */
type OwnView = LatentView<Omit<BoardView, "model"> & {model: Subject}>;

/** The row of a model of the reader’s own on the board. */
interface OwnRow {
  element: HTMLElement;
  /** Its views, for what follows sliders: one image, and a sheet. */
  views: OwnView[];
}

/** More latents than this have no slider: a page with thousands of them would not move. */
const MOST_SLIDERS = 256;

/**
 * Returns the views of a model as the board has them: one image with a slider for each latent, and
 * a sheet, across which the first latent varies and down it the second; of one latent it is a line.
 *
 * @param invalidation when it resolves, nothing is drawn any more, and what the drawing took is free
 */
export function ownRow(own: RunningModel, invalidation: Promise<unknown>): OwnRow {
  const {decoder} = own.model;
  const {latentSize, width, height, channels} = decoder;
  const ratio = width / height;
  const [single, sheet] = [viewOf(own, 0), viewOf(own, 2)];
  const drawImage = newestNext(async (u: readonly number[]) => {
    const z = new Float32Array(latentSize);
    u.forEach((one, i) => (z[i] = normalQuantile(one)));
    single.picture.draw(await decoder.decode(z, 1), width, channels);
  }, single.picture.fail);
  const stops = [follow(single, drawImage)];

  const choice = choose(resolutionOptions, "images along each side of your model’s sheet");
  let change: (value?: unknown) => void = () => {};
  let stopSheet: () => void = () => {};
  async function drawSheet(): Promise<void> {
    change();
    stopSheet();
    const changed = new Promise((resolve) => (change = resolve));
    const n = choice.value;
    if (latentSize === 1) sheet.picture.parentElement!.style.aspectRatio = String(n * ratio);
    // The first drawing waits for the engine; by then another resolution may have been chosen.
    const draw = await ownSheetDrawing({own, n, picture: sheet.picture}, changed);
    if (n === choice.value) stopSheet = follow(sheet, draw);
  }
  choice.addEventListener("input", () => void drawSheet().catch(sheet.picture.fail));

  const board = create("div").attr("class", "board own-row");
  const row = board.append("div").attr("class", "board-row");
  const name = row.append("p").attr("class", "row-name");
  name.append("b").text(own.title);
  name.append("span").text(`${width} × ${height} pixels${channels === 3 ? ", in color" : ""}`);
  const forms = ["one image", latentSize > 1 ? "a sheet of images" : "a line of images"];
  const [image, many] = [single, sheet].map((view, i) => {
    const figure = row.append("figure").attr("class", "view").attr("data-view", view.id);
    const caption = figure.append("figcaption");
    const text = caption.append("span").attr("class", "caption-text");
    text.append("span").attr("class", "of-row").text(`${own.title}, `);
    text.append("b").text(latentSize);
    text.append("span").text(` ${latentSize > 1 ? "numbers" : "number"}, ${forms[i]}`);
    caption.append(() => saveButton({isBrief: true}));
    const screen = figure.append("div").attr("class", "screen");
    screen.style("aspect-ratio", ratio);
    screen.append(() => view.picture);
    const controls = figure.append("div").attr("class", "controls");
    controls.append(() => view.sliders);
    return figure;
  });
  if (latentSize > MOST_SLIDERS) {
    const rest = `z${MOST_SLIDERS + 1} to z${latentSize} have no slider and stay at 0.`;
    image.append("p").attr("class", "note").text(rest);
  }
  many.classed("sheet", latentSize > 1).classed("line", latentSize === 1);
  const down = latentSize > 1 ? `, down <span class="of-u">u₂</span>: each` : ":";
  const places = `across <span class="of-u">u₁</span>${down} ${sliderRange.join(" to ")}`;
  const note = many.append("div").attr("class", "note");
  note.append("p").html(places);
  note.append(() => choice);

  void drawSheet().catch(sheet.picture.fail);
  void invalidation.then(() => {
    change();
    stopSheet();
    stops.forEach((stop) => stop());
    stripWorkers.forget(sheet.picture, own.id);
    return undefined;
  });
  return {element: board.node()!, views: [single, sheet]};
}

/** Returns a view whose sliders begin with a latent; the ones before belong to a sheet’s grid. */
function viewOf(own: RunningModel, from: number): OwnView {
  const {latentSize} = own.model.decoder;
  const count = Math.max(0, Math.min(latentSize, MOST_SLIDERS) - from);
  const latents = Array.from({length: count}, (_, i) => from + i);
  const form = from === 0 ? "" : latentSize === 1 ? ", a line" : ", a sheet";
  const view = {
    id: from === 0 ? own.id : `${own.id}-sheet`,
    model: ownSubject(own),
    title: `${own.title}, ${latentSize} ${latentSize === 1 ? "latent" : "latents"}${form}`,
    latentSize,
    latents,
    start: latents.map(() => 0.5)
  };
  return latentView(view, normalQuantile, {range: sliderRange});
}

/** A sheet of a model of the reader’s own. */
interface OwnSheet {
  own: RunningModel;
  /** Images along each side; of a model of one latent, in all. */
  n: number;
  picture: Picture;
}

/**
 * Returns a promise to a function that draws the sheet at given u of the third latent and those
 * after it; latents without a u stay at 0. With one latent it draws a line of images.
 *
 * @param invalidation when it resolves, nothing is drawn any more
 */
async function ownSheetDrawing(
  {own, n, picture}: OwnSheet,
  invalidation: Promise<unknown>
): Promise<(u: readonly number[]) => void> {
  const {decoder} = own.model;
  const {latentSize, width, channels = 1} = decoder;
  if (latentSize === 1) {
    const z = Float32Array.from(gridPositions(n, sliderRange), normalQuantile);
    return newestNext(async () => {
      const images = await decoder.decode(z, n);
      picture.draw(besideEachOther(images, n, width * channels), n * width, channels);
    }, picture.fail);
  }
  const draw = await sheetDrawing({model: own.id, decoder, n, picture}, invalidation);
  return (u) => draw(Array.from({length: latentSize - 2}, (_, i) => u[i] ?? 0.5));
}

/** Returns the pixels of n images in a row, from those of one after the other; width in numbers. */
function besideEachOther(images: Uint8ClampedArray, n: number, width: number): Uint8ClampedArray {
  const row = new Uint8ClampedArray(images.length);
  const size = images.length / n;
  for (let image = 0; image < n; ++image) {
    for (let y = 0; y * width < size; ++y) {
      const line = images.subarray(image * size + y * width, image * size + (y + 1) * width);
      row.set(line, (y * n + image) * width);
    }
  }
  return row;
}
