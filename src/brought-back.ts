import type {TrainingFigure} from "./components/training-figure.js";
import {latentUse} from "./math/latent-use.js";
import {openChosenZip} from "./model-zip.js";
import type {TrainingControl} from "./training-control.js";
import {MOST_CODES, SHEET_SIDE} from "./training-views.js";

/** Draws models that the reader brings back as zips, in the place of the run. */
export function watchBroughtBack(figure: TrainingFigure, control: TrainingControl): void {
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
