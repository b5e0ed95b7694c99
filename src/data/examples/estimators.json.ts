/**
 * Writes what the figure of section 2.3 starts from: the q of each state of the recorded training,
 * and of two shipped models, for the example image of each class, and what its first frame shows.
 */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {recordedState} from "../../../tools/models/recorded-state.js";
import {shippedEncoder} from "../../../tools/models/shipped-model.js";
import {projectFolder} from "../../../tools/project.js";
import {firstChoice, shownDraws} from "../../figures/estimators/model.js";
import type {RecordedEstimates} from "../../figures/estimators/model.js";
import {toBase64} from "../../formats/bytes.js";
import type {TrainingStates} from "../../formats/training-states.js";
import {locationScaleOf} from "../../math/bound-estimates.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {drawsOf, imageTarget, numberedNormals} from "../../math/gradients.js";
import {plainEncoding} from "../../math/plain-encoder.js";
import {exampleImages} from "../example-images.js";

const folder = join(projectFolder, "src", "data", "states");
const record = JSON.parse(await readFile(join(folder, "record.json"), "utf8")) as TrainingStates;
const {source, images} = await exampleImages("mnist");
const shown = images.filter(({kinds}) => kinds.includes("class"));

const codes: Record<string, DiagonalGaussian[]> = {};
for (const {state} of record.noise) {
  codes[state] = record.steps.map(String).includes(state)
    ? await recordedCodes(state)
    : await shippedCodes(state);
}

const {state, image, seed} = firstChoice;
const decoder = await recordedState("decoder", state);
const q = locationScaleOf(codes[state][image]);
const numbers = {start: 0, count: shownDraws, latentSize: q.mu.length};
const x = Float32Array.from(shown[image].pixels, (byte) => byte / 255);
const {f, slope} = drawsOf(imageTarget(decoder, x), q, numberedNormals(seed, numbers));
const written: RecordedEstimates = {
  source,
  images: shown.map(({label, pixels}) => ({label, pixels: toBase64(pixels)})),
  codes,
  first: {f: toBase64(Float32Array.from(f)), slope: toBase64(Float32Array.from(slope))}
};
process.stdout.write(JSON.stringify(written));

async function recordedCodes(steps: string): Promise<DiagonalGaussian[]> {
  const encoder = await recordedState("encoder", steps);
  return shown.map(({pixels}) =>
    shortened(
      plainEncoding(
        encoder,
        Float32Array.from(pixels, (byte) => byte / 255)
      )
    )
  );
}

async function shippedCodes(id: string): Promise<DiagonalGaussian[]> {
  const encode = await shippedEncoder(id);
  return shown.map(({pixels}) => shortened(encode(pixels)));
}

/** Returns a q in numbers of six digits, of which the page computes. */
function shortened({mu, logVar}: DiagonalGaussian): DiagonalGaussian {
  const sixDigits = (value: number) => Number(value.toPrecision(6));
  return {mu: mu.map(sixDigits), logVar: logVar.map(sixDigits)};
}
