import type {Drawing, Scale} from "../../components/axes.js";
import type {PlaneField} from "../../components/density.js";
import {densityBands} from "../../components/density.js";
import type {Codes} from "../../formats/codes.js";
import {mixtureMass, mixtureSamples, SQUARE_SIDE} from "../../math/mixture.js";
import {normalCdf} from "../../math/normal.js";
import {priorSamples} from "../../math/random.js";
import type {Subject} from "../../own/subject.js";
import {shippedSubject} from "../../own/subject.js";
import type {ModelId} from "../../shipped/model-ids.js";
import {putValue} from "../../state/put-value.js";
import type {BoardInputs} from "./keep.js";
import {placeSliders} from "./keep.js";
import type {LatentSliders} from "./latent-sliders.js";
import {wideRange} from "./views.js";

const known = new WeakMap<Codes, Map<string, PlaneField>>();

/**
 * Returns a promise to q(z)/p(z) over the unit square of two latents of a model: the mixture of the
 * posteriors of its test images in multiples of the prior, which is 1 everywhere. Undefined for a
 * model that came without codes. It is computed once: a slider that moves asks for it again.
 *
 * @param axes the two latents, counted from 0: across and up
 */
export async function ratioOnSquare(
  model: ModelId | Subject,
  axes: readonly [number, number]
): Promise<PlaneField | undefined> {
  const subject = typeof model === "string" ? shippedSubject(model) : model;
  const codes = await subject.codes();
  if (codes === undefined) return undefined;
  const fields = known.get(codes) ?? new Map<string, PlaneField>();
  known.set(codes, fields);
  const field = fields.get(axes.join()) ?? {
    values: mixtureMass(codes, {axes, side: SQUARE_SIDE}).map((mass) => mass * SQUARE_SIDE ** 2),
    columns: SQUARE_SIDE,
    rows: SQUARE_SIDE,
    box: [0, 1, 0, 1]
  };
  fields.set(axes.join(), field);
  return field;
}

/** What a point of the square is drawn from. */
export type BoardSource = "prior" | "mixture";

/**
 * Moves the sliders of a view to a draw of z, the same one for the same seed, and gives all sliders
 * their wide reach: a draw may lie beyond the narrow one.
 */
export async function moveToDraw(
  {model, sliders}: {model: ModelId; sliders: LatentSliders},
  reach: BoardInputs["reach"],
  {source, seed}: {source: BoardSource; seed: number}
): Promise<void> {
  const codes = (await shippedSubject(model).codes())!;
  const z =
    source === "prior"
      ? priorSamples(seed, 1, codes.latentSize)
      : mixtureSamples(codes, {seed, count: 1});
  putValue(reach, wideRange);
  placeSliders({sliders}, Array.from(z, normalCdf));
}

/** Where q(z)/p(z) gets another shade. */
const SHADES = [0.25, 0.5, 1, 2, 4, 8];

/** Draws q(z)/p(z) over the square, as shades that add up. */
export function drawRatio(
  group: Drawing<SVGGElement>,
  ratio: PlaneField,
  scales: {x: Scale; y: Scale}
): void {
  densityBands(group, ratio, SHADES, scales);
}
