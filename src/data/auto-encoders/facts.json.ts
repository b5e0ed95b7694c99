/** Writes what the page of section 4 says of its two auto-encoders, which it loads later. */
import {readFile} from "node:fs/promises";
import {COUNTED_DRAWS, drawCoverage, drawsLike, nearRadius} from "../../math/holes.js";
import type {
  RecordedAutoEncoder,
  RecordedAutoEncoders
} from "../../training/recorded-auto-encoders.js";
import {openAutoEncoder} from "../../training/recorded-auto-encoders.js";

const SEED = 1; // the one that the figure begins with

const path = new URL("./mnist.json", import.meta.url);
const {plan, command, labels, models} = JSON.parse(
  await readFile(path, "utf8")
) as RecordedAutoEncoders;

async function holesOf(recorded: RecordedAutoEncoder): Promise<number> {
  const {codes} = await openAutoEncoder(recorded);
  const draws = drawsLike("gaussian", codes, {seed: SEED, count: COUNTED_DRAWS});
  return drawCoverage(draws, codes, nearRadius(codes)).holes;
}

const holes = {vae: await holesOf(models.vae), plain: await holesOf(models.plain)};
process.stdout.write(JSON.stringify({plan, command, codes: labels.length, holes}));
