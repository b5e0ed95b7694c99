import {saveFile} from "./components/buttons.js";
import type {TakeHome} from "./components/take-home.js";
import type {PresentRun} from "./run-at-hand.js";

/** Makes a file of a run's model, and hands it to the browser to save; says how that goes. */
export async function downloadModel(
  present: PresentRun | undefined,
  home: TakeHome
): Promise<void> {
  if (present === undefined) return;
  const {run, plan, images} = present;
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
