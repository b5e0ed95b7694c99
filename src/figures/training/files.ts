import type {Task} from "../../async/newest.js";
import {saveFile} from "../../components/buttons.js";
import type {ChosenFile} from "../../components/drop-zone.js";
import {informationFormat} from "../../components/information.js";
import {imageSizeOf} from "../../formats/image-size.js";
import {latentUse} from "../../math/latent-use.js";
import {readTrainedModel} from "../../own/reading.js";
import {shownUnit} from "../../state/unit.js";
import type {ShownModel} from "../../training/open-zip.js";
import type {TrainingControl} from "./control.js";
import type {TrainingFigure} from "./figure.js";
import type {CurrentRun} from "./run.js";
import {MOST_CODES, SHEET_SIDE} from "./show.js";
import type {TakeHome} from "./take-home.js";

/** Returns a promise to the model in a zip that the reader dropped; see readTrainedModel. */
export function readDroppedZip(files: readonly ChosenFile[], task: Task): Promise<ShownModel> {
  return readTrainedModel(files, task, {side: SHEET_SIDE, codes: MOST_CODES});
}

/**
 * Draws a model in the place of the run, and sets the controls to its plan. Returns what there is to
 * say of it.
 */
export function showDroppedModel(
  model: ShownModel,
  {figure, control}: {figure: TrainingFigure; control: TrainingControl}
): string {
  const {id, plan, pixels, klPerUnit, latentSize, mu, logVar, labels, elbo} = model;
  control.drop();
  if (plan !== undefined) control.set(plan);
  figure.sheet.show(pixels, model);
  const isNamed = labels.some((label) => label > 0);
  figure.scatter.show({mu, logVar, labels: isNamed ? labels : undefined, latentSize, klPerUnit});
  figure.units.show(klPerUnit, latentUse(klPerUnit));
  // The page’s address keeps the plan.
  figure.dispatchEvent(new Event("input", {bubbles: true}));
  const bound = `${informationFormat(".1f")(elbo)} ${shownUnit()} per held-out image`;
  return `The sheet, the codes and the bars are those of ${id}; its bound is ${bound}.`;
}

/** Makes a file of a run's model, and hands it to the browser to save; says how that goes. */
export async function downloadModel(
  current: CurrentRun | undefined,
  home: TakeHome
): Promise<void> {
  if (current === undefined) return;
  const {run, plan, images} = current;
  const {labels} = images;
  home.say("making the files…");
  try {
    const zip = await run.zip({image: imageSizeOf(images), labels});
    const file = new Blob([zip], {type: "application/zip"});
    saveFile(file, `${plan.dataset}-${plan.latentSize}d.zip`);
    home.say(`${(zip.length / 1e6).toFixed(1)} MB`);
  } catch (error) {
    home.say(error instanceof Error ? error.message : String(error));
  }
}
