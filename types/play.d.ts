/**
 * The names that every section has to play with (src/cells/play-names.ts), as cells see them: the build
 * gives them to a page that names them. Only the type check of cells sees this file.
 */
import type * as tensorflow from "@tensorflow/tfjs";
import type * as d3Library from "d3";
import type {ImageOf} from "../src/cells/image-of.js";
import type {nats as natsOf, Play} from "../src/cells/play.js";

declare global {
  const model: Play["model"];
  const x: Play["x"];
  const q: Play["q"];
  const decode: Play["decode"];
  const encode: Play["encode"];
  const elbo: Play["elbo"];
  const imageOf: ImageOf;
  const nats: typeof natsOf;
  const tf: typeof tensorflow;
  const d3: typeof d3Library;
}
