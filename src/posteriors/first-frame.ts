import {fromBase64, fromFloat16, toBase64, toFloat16} from "../formats/bytes.js";
import type {BoundTerms} from "../math/bound.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import {standardNormal} from "../math/diagonal-gaussian.js";
import type {QFamily} from "../math/image-posterior.js";
import type {DrawnPosteriorField} from "../math/posterior-field.js";
import {highestLikelihood, landscapeField, posteriorField} from "../math/posterior-field.js";
import type {PosteriorSession} from "./session.js";

/** The numbers of a lattice. */
type PlaneField = DrawnPosteriorField["field"];

/** All that is shown of the posterior of one image, as it was when the site was built. */
export interface FirstFrame {
  /** The image x, in 8 bits. */
  pixels: Uint8ClampedArray;
  columns: number;
  landscape: PlaneField;
  posterior: DrawnPosteriorField;
  facts: {logEvidence: number; error: number; highest: number};
  /** The encoder’s q, and the decoder’s image at its mean. */
  q: DiagonalGaussian;
  decoded: Uint8ClampedArray;
  /** The bounds of the encoder’s q, the best diagonal one, the best Gaussian and the prior. */
  rows: BoundTerms[];
}

/** A field as a file holds it: how far each number is below the greatest, as float16 in base64. */
interface RecordedField extends Omit<PlaneField, "values"> {
  greatest: number;
  below: string;
}

/** A first frame as a file holds it, as JSON. */
export interface RecordedFirstFrame extends Omit<
  FirstFrame,
  "pixels" | "decoded" | "landscape" | "posterior"
> {
  pixels: string;
  decoded: string;
  landscape: RecordedField;
  posterior: Omit<DrawnPosteriorField, "field"> & {field: RecordedField};
}

/** Points along a side that a first frame is drawn from, at most: those beside each other are averaged. */
const MOST_POINTS = 80;

/**
 * Returns a promise to what the figure shows of an image, computed to the end.
 *
 * @param session of the model
 * @param image its pixels x, each in [0, 1], how many of them make a row, and the encoder’s q of it
 */
export async function recordFirstFrame(
  session: PosteriorSession,
  {x, columns, encoderQ}: {x: Float32Array; columns: number; encoderQ: DiagonalGaussian}
): Promise<RecordedFirstFrame> {
  const landscape = landscapeField(await session.landscape({x}));
  const posterior = await session.posterior();
  const bestOf = async (family: QFamily) =>
    (await session.best({family, from: encoderQ}, () => {})).q;
  const rows: BoundTerms[] = [];
  let decoded: Uint8ClampedArray | undefined;
  const compared = [encoderQ, await bestOf("diagonal"), await bestOf("full"), standardNormal(2)];
  for (const q of compared) {
    let bound = await session.bound({q});
    while (bound.hasMore) bound = await session.bound({q});
    const {pixels, hasMore: _, ...terms} = bound;
    decoded ??= pixels;
    rows.push(terms);
  }
  const {field, ...drawn} = posteriorField(posterior);
  const {logEvidence, error} = posterior;
  return {
    pixels: toBase64(Uint8Array.from(x, (ink) => Math.round(255 * ink))),
    columns,
    landscape: recordField(landscape),
    posterior: {...drawn, field: recordField(field)},
    facts: {logEvidence, error, highest: highestLikelihood(posterior)},
    q: encoderQ,
    decoded: toBase64(Uint8Array.from(decoded!)),
    rows
  };
}

/** Returns a first frame as the figure shows it. */
export function openFirstFrame(recorded: RecordedFirstFrame): FirstFrame {
  const {pixels, decoded, landscape, posterior} = recorded;
  return {
    ...recorded,
    pixels: new Uint8ClampedArray(fromBase64(pixels).buffer),
    decoded: new Uint8ClampedArray(fromBase64(decoded).buffer),
    landscape: openField(landscape),
    posterior: {...posterior, field: openField(posterior.field)}
  };
}

function recordField({values, columns, rows, box}: PlaneField): RecordedField {
  let step = 1;
  while (columns / step > MOST_POINTS || columns % step > 0 || rows % step > 0) step += 1;
  const [across, up] = [columns / step, rows / step];
  const means = new Float64Array(across * up);
  for (let i = 0; i < columns * rows; ++i) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const place = Math.floor(row / step) * across + Math.floor(column / step);
    means[place] += values[i] / step ** 2;
  }
  const greatest = means.reduce((a, b) => Math.max(a, b), -Infinity);
  const below = toFloat16(means.map((value) => greatest - value));
  return {columns: across, rows: up, box, greatest, below: toBase64(below)};
}

function openField({greatest, below, ...lattice}: RecordedField): PlaneField {
  const depths = fromFloat16(new Uint16Array(fromBase64(below).buffer));
  return {...lattice, values: depths.map((depth) => greatest - depth)};
}
