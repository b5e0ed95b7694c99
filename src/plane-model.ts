import type {BoardView} from "./board.js";
import {classNames} from "./class-names.js";
import type {PlaneModel} from "./components/latent-plane.js";
import {loadCodes, loadDecoder, manifest} from "./shipped-models.js";

const models = new Map<string, Promise<PlaneModel>>();

/**
 * Returns a promise to what the latent plane needs of a view’s model, the same one for the same
 * view: the codes are fetched when the view is first touched.
 */
export function planeModel(view: BoardView): Promise<PlaneModel> {
  let model = models.get(view.id);
  if (model === undefined) models.set(view.id, (model = loadPlaneModel(view)));
  return model;
}

async function loadPlaneModel({model, title}: BoardView): Promise<PlaneModel> {
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
