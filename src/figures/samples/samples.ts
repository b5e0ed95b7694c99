import {create, format} from "d3";
import {giveData, pointRows} from "../../components/figure-data.js";
import type {Picture} from "../../components/picture.js";
import {picture, sheetPixels} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import {priorSamples} from "../../math/random.js";

/** A model as its samples are described; the results are in nats per image. */
interface SampledModel {
  latentSize: number;
  results: {elbo: number; reconstruction: number; kl: number};
}

/** Places for samples of several models, side by side. */
interface SamplePanels extends HTMLElement {
  /** One for each model, in order. */
  pictures: Picture[];
  /** Draws a square sheet of samples, whose points z are row-major, [samples, latents]. */
  show(panel: number, sheet: {pixels: Uint8ClampedArray; z: Float32Array}): void;
  /** Writes under a sheet what its model reaches on the test set. */
  describe(panel: number, model: SampledModel): void;
}

const oneDecimal = format(".1f");

/**
 * Returns a place for a sheet of samples for each model, which keeps its height.
 *
 * @param latentSizes the number of latents of each
 */
export function samplePanels(latentSizes: readonly number[]): SamplePanels {
  const root = create("div").attr("class", "sample-panels").attr("data-readout", "");
  const drawn = new Map<number, Float32Array>();
  const described = new Map<number, SampledModel>();
  const panels = latentSizes.map((size, i) => {
    const panel = root.append("div").attr("class", "sample-panel");
    panel.append("p").attr("class", "sample-title").text(`${size} latents`);
    const sheet = picture({label: `random samples of the model with ${size} latents`});
    panel.append(() => sheet);
    giveData(sheet, `z of the samples of the model with ${size} latents`, () =>
      pointRows(drawn.get(i) ?? [], "z", size, (sample) => ({sample: sample + 1}))
    );
    return {sheet, note: panel.append("p").attr("class", "note")};
  });

  giveData(root.node()!, "the models on the test set", () =>
    Array.from(described, ([panel, {results}]) => ({
      latents: latentSizes[panel],
      bound_nats: results.elbo,
      reconstruction_nats: results.reconstruction,
      kl_nats: results.kl
    }))
  );

  function show(panel: number, {pixels, z}: {pixels: Uint8ClampedArray; z: Float32Array}): void {
    drawn.set(panel, z);
    panels[panel].sheet.draw(pixels, Math.sqrt(pixels.length));
  }

  function describe(panel: number, model: SampledModel): void {
    described.set(panel, model);
    const {elbo, reconstruction, kl} = model.results;
    const [bound, first, second] = [-elbo, reconstruction, kl].map(oneDecimal);
    panels[panel].note.text(`−ELBO ${bound} = reconstruction ${first} + KL ${second}`);
  }

  const pictures = panels.map(({sheet}) => sheet);
  return Object.assign(root.node()!, {pictures, show, describe});
}

/** A sheet of images, and the points that they are decoded from. */
interface SampleSheet {
  /** 8 bits, row-major, side · width pixels wide. */
  pixels: Uint8ClampedArray;
  /** Row-major, [side², latentSize], row by row of the sheet. */
  z: Float32Array;
}

/**
 * Returns a promise to a sheet of side × side images, each the mean of p(x|z) at a draw of z from
 * the prior.
 */
export async function sampleSheet(
  decoder: Pick<Decoder, "latentSize" | "width" | "height" | "decode">,
  seed: number,
  side: number
): Promise<SampleSheet> {
  const z = priorSamples(seed, side * side, decoder.latentSize);
  return {pixels: sheetPixels(await decoder.decode(z, side * side), side, decoder), z};
}
