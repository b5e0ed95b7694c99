import {create, format} from "d3";
import {giveData, pointRows} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {Picture} from "../../components/picture.js";
import {picture, sheetPixels} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import type {Codes} from "../../formats/codes.js";
import type {MixtureRecord} from "../../formats/mixture-record.js";
import {mixtureSamples} from "../../math/mixture.js";
import {priorSamples} from "../../math/random.js";
import {followUnit, shownUnit} from "../../state/unit.js";

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
  /** Writes what a model reaches on the test set, and what its KL is made of. */
  describe(panel: number, model: SampledModel, terms: MixtureRecord): void;
}

const oneDecimal = informationFormat(".1f");
const twoDecimals = informationFormat(".2f");
const percent = format(".0%");
/** Nearer to log N than this, in nats, the information is held down by it. */
const NEAR_LIMIT = 0.5;

/** What is known of a model: its results, and its KL taken apart. */
interface DescribedModel {
  results: SampledModel["results"];
  terms: MixtureRecord;
}

/** The rows of the table, and what they say of a model. */
const rows: readonly (readonly [name: string, text: (model: DescribedModel) => string])[] = [
  ["−ELBO", ({results}) => oneDecimal(-results.elbo)],
  ["= reconstruction", ({results}) => oneDecimal(results.reconstruction)],
  ["+ KL", ({terms}) => twoDecimals(terms.kl)],
  ["KL = information", ({terms}) => twoDecimals(terms.information) + (isLimited(terms) ? "*" : "")],
  ["+ mismatch", ({terms}) => twoDecimals(terms.mismatch)],
  ["digits from p(z)", ({terms}) => (terms.digits ? percent(terms.digits.prior) : "")],
  ["digits from q(z)", ({terms}) => (terms.digits ? percent(terms.digits.mixture) : "")]
];

function isLimited({count, information}: MixtureRecord): boolean {
  return Math.log(count) - information < NEAR_LIMIT;
}

/**
 * Returns a place for a sheet of samples for each model, which keeps its height.
 *
 * @param latentSizes the number of latents of each
 */
export function samplePanels(latentSizes: readonly number[]): SamplePanels {
  const root = create("div").attr("class", "sample-panels").attr("data-readout", "");
  const drawn = new Map<number, Float32Array>();
  const described = new Map<number, DescribedModel>();
  const panels = latentSizes.map((size, i) => {
    const panel = root.append("div").attr("class", "sample-panel");
    // The table below does not change with the draws.
    if (i === 0) panel.attr("data-changes", "");
    panel.append("p").attr("class", "sample-title").text(`${size} latents`);
    const sheet = picture({label: `random samples of the model with ${size} latents`});
    panel.append(() => sheet);
    giveData(sheet, `z of the samples of the model with ${size} latents`, () =>
      pointRows(drawn.get(i) ?? [], "z", size, (sample) => ({sample: sample + 1}))
    );
    return {sheet};
  });
  const table = root.append("table").attr("class", "sample-table");
  const head = table.append("thead").append("tr");
  head.append("th").attr("scope", "col").call(unitLabel, shownUnit);
  for (const text of latentSizes.map((size) => `${size} latents`)) {
    head.append("th").attr("scope", "col").text(text);
  }
  const body = table.append("tbody");
  const cells = rows.map(([name]) => {
    const row = body.append("tr");
    row.append("th").attr("scope", "row").text(name);
    return latentSizes.map(() => row.append("td").text("–"));
  });
  const note = root.append("p").attr("class", "note");

  giveData(root.node()!, "the models on the test set", () =>
    Array.from(described, ([panel, {results, terms}]) => ({
      latents: latentSizes[panel],
      bound_nats: results.elbo,
      reconstruction_nats: results.reconstruction,
      kl_nats: results.kl,
      information_nats: terms.information,
      mismatch_nats: terms.mismatch,
      standard_error_nats: terms.standardError,
      digits_of_prior: terms.digits?.prior,
      digits_of_mixture: terms.digits?.mixture
    }))
  );

  function show(panel: number, {pixels, z}: {pixels: Uint8ClampedArray; z: Float32Array}): void {
    drawn.set(panel, z);
    panels[panel].sheet.draw(pixels, Math.sqrt(pixels.length));
  }

  function describe(panel: number, {results}: SampledModel, terms: MixtureRecord): void {
    described.set(panel, {results, terms});
    write();
  }

  function write(): void {
    for (const [panel, model] of described) {
      rows.forEach(([, text], row) => cells[row][panel].text(text(model)));
    }
    const all = Array.from(described.values(), ({terms: one}) => one);
    const error = informationFormat(".2~r")(
      Math.max(...all.map(({standardError}) => standardError))
    );
    const limit = twoDecimals(Math.log(Math.max(...all.map(({count}) => count))));
    const shares = all.flatMap(({digits}) => (digits ? Math.sqrt(0.25 / digits.draws) : []));
    note.text(
      `Standard errors ≤ ${error} ${shownUnit()}, ${percent(Math.max(...shares))}.` +
        (all.some(isLimited) ? ` * Near its limit, log N = ${limit}` : "")
    );
  }

  followUnit(root.node()!, () => {
    if (described.size > 0) write();
  });
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

/** What z is drawn from: p(z), or the mixture of the posteriors of test images. */
export type SampleSource = "prior" | "mixture";

/** Options for sampleDraws. */
interface SampleDrawsOptions {
  seed: number;
  count: number;
  /** Returns a promise to the codes whose mixture is drawn from. */
  codes: () => Promise<Codes>;
}

/**
 * Returns a promise to draws of z, row-major [count, latentSize]: with one seed, of the same noise
 * whatever they are drawn from.
 */
export async function sampleDraws(
  from: SampleSource,
  latentSize: number,
  {seed, count, codes}: SampleDrawsOptions
): Promise<Float32Array<ArrayBuffer>> {
  return from === "prior"
    ? priorSamples(seed, count, latentSize)
    : mixtureSamples(await codes(), {seed, count});
}

/** Returns a promise to a square sheet of images, each the mean of p(x|z) at one of the points z. */
export async function sampleSheet(
  decoder: Pick<Decoder, "latentSize" | "width" | "height" | "decode">,
  z: Float32Array
): Promise<SampleSheet> {
  const count = z.length / decoder.latentSize;
  return {pixels: sheetPixels(await decoder.decode(z, count), Math.sqrt(count), decoder), z};
}
