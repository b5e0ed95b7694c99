import {failInPlace} from "./components/fail-in-place.js";
import {firstDraw} from "./components/first-draw.js";
import {nearViewport} from "./components/near-viewport.js";
import type {Picture} from "./components/picture.js";
import type {Decoder} from "./engine/decoder.js";
import type {ModelId, SampleModelId} from "./shipped-models.js";
import {loadDecoder} from "./shipped-models.js";

/**
 * Returns a promise to a model’s decoder, which is loaded when one of its pictures comes near the
 * window; the next model waits until one of them has been drawn. If it cannot be loaded they say so,
 * and the promise stays pending.
 */
export function loadInPlace(id: ModelId | SampleModelId, ...pictures: Picture[]): Promise<Decoder> {
  const loading = nearViewport(...pictures).then(() =>
    loadDecoder(id, () => firstDraw(...pictures))
  );
  return failInPlace(loading, ...pictures);
}
