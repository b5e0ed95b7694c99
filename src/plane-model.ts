import type {BoardView} from "./board.js";
import type {PlaneModel} from "./components/plane-model.js";
import {classNames} from "./formats/dataset.js";
import type {OwnAtHand} from "./own-at-hand.js";
import {ownPlane} from "./own-plane.js";
import type {ModelId} from "./shipped-models.js";
import {loadCodes, loadDecoder, manifest} from "./shipped-models.js";

const models = new Map<string, Promise<PlaneModel>>();

/** A view of a shipped model, or of one of the reader’s own. */
export type PlaneView = Pick<BoardView, "id" | "title"> & {model: ModelId | OwnAtHand};

/**
 * Returns a promise to what the latent plane needs of a view’s model, the same one for the same
 * view: the codes are fetched when the view is first touched.
 *
 * @throws Error (as a rejection) in one sentence if it has no plane
 */
export async function planeModel({id, title, model}: PlaneView): Promise<PlaneModel> {
  if (typeof model !== "string") return ownPlane(model, title);
  let loading = models.get(id);
  if (loading === undefined) models.set(id, (loading = loadPlaneModel(model, title)));
  return loading;
}

async function loadPlaneModel(model: ModelId, title: string): Promise<PlaneModel> {
  const [{dataset}, decoder, codes] = await Promise.all([
    manifest(model),
    loadDecoder(model),
    loadCodes(model)
  ]);
  return {
    title,
    mu: codes.mu,
    labels: codes.labels,
    latentSize: codes.latentSize,
    classes: classNames[dataset],
    decode: (z) => decoder.decode(Float32Array.from(z), 1)
  };
}
