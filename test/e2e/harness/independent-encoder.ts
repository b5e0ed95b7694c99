import {readFileSync} from "node:fs";
import {join} from "node:path";
import {projectFolder} from "../../../tools/project.js";
import {forward, readLayers} from "./independent-decoder.js";

/** The q(z|x) of an image. */
export interface IndependentPosterior {
  mu: number[];
  sigma: number[];
}

/**
 * Returns q of an image by loops in double precision, which share no code with the site.
 *
 * @param ink 784 pixels, 0 paper … 255 ink
 */
export function independentPosterior(id: string, ink: ArrayLike<number>): IndependentPosterior {
  const folder = join(projectFolder, "models", id, "encoder");
  const json = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const layers = readLayers(json, readFileSync(join(folder, "weights.bin")));
  const x = Float64Array.from(ink, (value) => value / 255);
  const hidden = layers.slice(0, -2).reduce(forward, x);
  const [mu, logVar] = layers.slice(-2).map((layer) => Array.from(forward(hidden, layer)));
  return {mu: mu!, sigma: logVar!.map((value) => Math.exp(value / 2))};
}
