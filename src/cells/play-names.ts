import {importLater, once} from "../async/once.js";
import {loadExamples} from "../shipped/examples.js";
import {loadDecoderNetwork, loadEncoder, manifest, startSiteTfjs} from "../shipped/models.js";
import type {Play} from "./play.js";
import {nats, playWith} from "./play.js";

/** Loads the model mnist-2d and the first image that its figures start from. */
const loadPlay = once(async (): Promise<Play> => {
  const [facts, encoder, decoder, {images}] = await Promise.all([
    manifest("mnist-2d"),
    loadEncoder("mnist-2d"),
    loadDecoderNetwork(),
    loadExamples("mnist")
  ]);
  return playWith({manifest: facts, encoder, decoder}, images[0]!.x);
});

const part =
  <Name extends keyof Play>(name: Name) =>
  async (): Promise<Play[Name]> =>
    (await loadPlay())[name];

/**
 * The names that every section has to play with: what makes each value, to be called when it is
 * first named. Nothing is loaded before.
 */
export const playNames = {
  model: part("model"),
  x: part("x"),
  q: part("q"),
  decode: part("decode"),
  encode: part("encode"),
  elbo: part("elbo"),
  imageOf: once(async () => {
    const {imagesOf} = await importLater(() => import("./image-of.js"), "imageOf");
    return imagesOf((await manifest("mnist-2d")).image);
  }),
  nats: () => nats,
  tf: once(async () => {
    await startSiteTfjs();
    return (await importLater(() => import("../engine/tfjs/backend.js"), "tf")).library;
  }),
  d3: once(() => importLater(() => import("../vendor/d3.js"), "d3"))
};
