import {saveFile} from "../../components/buttons.js";
import type {ChosenFile} from "../../components/drop-zone.js";
import {latentUse} from "../../math/latent-use.js";
import type {TrainingControl} from "./control.js";
import type {TrainingFigure} from "./figure.js";
import type {CurrentRun} from "./run.js";
import {MOST_CODES, SHEET_SIDE} from "./show.js";
import type {TakeHome} from "./take-home.js";
import type {ModelZipAnswer, ReadModelZip} from "./zip-session.js";

/** A larger file is no zip of a model that this page made. */
const MOST_BYTES = 128 * 2 ** 20;

/**
 * Returns a promise to the model in a zip that the reader chose; a worker of its own reads it.
 *
 * @throws Error (as a rejection) in one sentence naming the file and what is wrong with it
 */
async function openChosenZip(
  chosen: readonly ChosenFile[],
  {side, codes}: {side: number; codes: number}
): Promise<ReadModelZip> {
  if (chosen.length !== 1) throw new Error(`invalid choice: ${chosen.length} files, expected one`);
  const [{path, file}] = chosen;
  if (file.size > MOST_BYTES) {
    throw new Error(`invalid ${path}: ${file.size} bytes, expected at most ${MOST_BYTES}`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(import.meta.resolve("./zip-worker.js"), {type: "module"});
  const reading = new Promise<ReadModelZip>((resolve, reject) => {
    worker.addEventListener("message", ({data}: MessageEvent<ModelZipAnswer>) => {
      if (data.type === "model") resolve(data.model);
      else reject(new Error(data.message));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(`${path} could not be read: the worker has ended: ${event.message}`));
    });
    worker.postMessage({file: {name: path, bytes}, side, codes}, [bytes.buffer]);
  });
  return reading.finally(() => worker.terminate());
}

/** Draws the models whose zips the reader drops, in the place of the run. */
export function watchDroppedModels(figure: TrainingFigure, control: TrainingControl): void {
  const {zone} = figure.home;

  async function read(): Promise<void> {
    zone.say("reading…");
    const model = await openChosenZip(zone.value, {side: SHEET_SIDE, codes: MOST_CODES});
    const {id, plan, pixels, klPerUnit, latentSize, mu, logVar, labels, elbo} = model;
    control.drop();
    if (plan !== undefined) control.set(plan);
    figure.sheet.show(pixels, model);
    const isNamed = labels.some((label) => label > 0);
    figure.scatter.show({mu, logVar, labels: isNamed ? labels : undefined, latentSize, klPerUnit});
    figure.units.show(klPerUnit, latentUse(klPerUnit));
    const bound = `${elbo.toFixed(1).replace("-", "−")} nats per held-out image`;
    zone.say(`The sheet, the codes and the bars are those of ${id}; its bound is ${bound}.`);
  }

  zone.addEventListener("input", () => void read().catch(zone.fail));
}

/** Makes a file of a run's model, and hands it to the browser to save; says how that goes. */
export async function downloadModel(
  current: CurrentRun | undefined,
  home: TakeHome
): Promise<void> {
  if (current === undefined) return;
  const {run, plan, images} = current;
  const {width, height, labels} = images;
  home.say("making the files…");
  try {
    const zip = await run.zip({image: {width, height}, labels});
    const file = new Blob([zip], {type: "application/zip"});
    saveFile(file, `${plan.dataset}-${plan.latentSize}d.zip`);
    home.say(`${(zip.length / 1e6).toFixed(1)} MB`);
  } catch (error) {
    home.say(error instanceof Error ? error.message : String(error));
  }
}
