import {create} from "d3";
import type {DrawnPosterior} from "../../components/density.js";
import {inkPixels, picture} from "../../components/picture.js";
import type {FaintCodes} from "../../components/posterior-plane.js";
import {posteriorPlane, posteriorZoom, zoomReach} from "../../components/posterior-plane.js";
import {pixelDraws, randomSource, standardNormals} from "../../math/random.js";
import type {EncodingModel} from "../../shipped/examples.js";
import {plateDiagram} from "./diagram.js";

/** A model that can be sampled from, with dice of its own. */
interface AncestralModel {
  cloud: FaintCodes;
  /** Returns a new z from the prior. */
  drawZ(): Float32Array;
  /** Returns a promise to the means of the pixels at z, and to a new draw of them, in [0, 1]. */
  drawX(z: Float32Array): Promise<{mean: Float32Array; x: Float32Array}>;
  /** Returns q of an image. */
  encode(x: Float32Array): DrawnPosterior;
}

/** The paper’s Figure 1, and what pressing its parts makes. */
interface AncestralFigure extends HTMLElement {
  /** Begins with a model, and one image of it. */
  start(model: AncestralModel): Promise<void>;
  /** Says why there is no model. */
  fail(error: unknown): void;
}

const kept = 12; // images of the data set that are shown
const blank = new Float32Array(784);

/** Returns the diagram with nothing drawn yet. */
export function ancestralFigure(): AncestralFigure {
  const root = create("div").attr("class", "ancestral");
  const element = root.node()!;
  const [plane, zoom] = [posteriorPlane(), posteriorZoom()];
  const mean = picture({label: "the mean of each pixel, given z"});
  const sample = picture({label: "an image x drawn from these means"});
  const zoomNote = create("p").attr("class", "note").node()!;
  const row = create("div").attr("class", "drawn-images").node()!;
  let model: AncestralModel | undefined;
  let z: Float32Array | undefined;
  let x: Float32Array | undefined;
  let presses = 0;

  /** Shows q at this z, or what to press for it. */
  function showQ(q: DrawnPosterior | undefined): void {
    plane.show(q, z);
    zoom.show(q, q === undefined ? [] : z!);
    zoomNote.textContent =
      q === undefined
        ? "q of this draw: press the dashed arrow"
        : "q of this draw, enlarged, and the z that was used";
  }

  function drawZ(): void {
    if (model === undefined) return;
    ++presses;
    z = model.drawZ();
    x = undefined;
    showQ(undefined);
    for (const place of [mean, sample]) place.draw(inkPixels(blank));
  }
  async function drawX(): Promise<void> {
    if (model === undefined) return;
    if (z === undefined) drawZ();
    const press = ++presses;
    const drawn = await model.drawX(z!);
    // Whoever has pressed something else meanwhile does not want this one any more.
    if (press !== presses) return;
    x = drawn.x;
    showQ(undefined);
    mean.draw(inkPixels(drawn.mean));
    sample.draw(inkPixels(x));
    keep(x);
  }
  async function askQ(): Promise<void> {
    if (x === undefined) await drawX();
    if (model === undefined || x === undefined) return;
    const q = model.encode(x);
    const misses = Array.from(z!, (zi, i) => Math.abs(zi - q.mu[i]) / 3);
    const shown = {...q, reach: zoomReach([...Array.from(q.sigma), ...misses])};
    showQ(shown);
  }
  async function repeat(): Promise<void> {
    row.replaceChildren();
    for (let i = 0; i < kept; ++i) {
      drawZ();
      await drawX();
    }
  }

  function keep(image: Float32Array): void {
    const place = picture({label: "an image of the data set"});
    place.draw(inkPixels(image));
    row.append(place);
    while (row.childElementCount > kept) row.firstElementChild!.remove();
  }

  const diagram = plateDiagram({drawZ, drawX, askQ, repeat});
  root
    .append("div")
    .attr("class", "ancestral-graph")
    .append(() => diagram);
  root
    .append("div")
    .attr("class", "ancestral-plane")
    .append(() => plane);
  const enlarged = root.append("div").attr("class", "ancestral-zoom");
  enlarged.append(() => zoomNote);
  enlarged.append(() => zoom);
  showQ(undefined);
  const images = root.append("div").attr("class", "ancestral-images").attr("data-readout", "");
  for (const [place, text] of [
    [mean, "mean"],
    [sample, "draw x"]
  ] as const) {
    const box = images.append("div");
    box.append(() => place);
    box.append("p").attr("class", "note").text(text);
  }
  const set = root.append("div").attr("class", "ancestral-set");
  set.append("p").attr("class", "note").text("the data set so far: the last twelve images");
  set.append(() => row);

  async function start(next: AncestralModel): Promise<void> {
    model = next;
    plane.codes(model.cloud);
    zoom.codes(model.cloud);
    row.replaceChildren();
    drawZ();
    await drawX();
  }
  return Object.assign(element, {start, fail: mean.fail});
}

/** Returns a model that is sampled from as section 2.1 says: z from the prior, then x given z. */
export function ancestralModel(
  {encoder, decoder, cloud}: EncodingModel,
  seed: number
): AncestralModel {
  const [ofZ, ofX] = [randomSource(seed, 1), randomSource(seed, 2)];
  return {
    cloud,
    drawZ: () => standardNormals(ofZ, decoder.latentSize),
    async drawX(z) {
      const logits = await decoder.logits(z, 1);
      const mean = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
      return {mean, x: pixelDraws(logits, ofX)};
    },
    encode(x) {
      const {mu, logVar} = encoder.encode(x, 1);
      return {mu, sigma: logVar.map((value) => Math.exp(value / 2))};
    }
  };
}
