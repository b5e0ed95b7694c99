import type {Play} from "./cells/play.js";
import {picture, sheetPixels} from "./components/picture.js";
import {priorPlot} from "./components/prior-plot.js";
import type {ExerciseImages} from "./exercise-images.js";
import {numberText} from "./exercises/number-text.js";
import {priorBounds} from "./exercises/prior-bound.js";
import {priorDraws} from "./exercises/prior-draws.js";
import type {LogPrior} from "./exercises/prior.js";
import {gaussianLogPrior} from "./exercises/prior.js";

/** The side of a sheet of draws, in images. */
const SIDE = 5;

/**
 * Returns what a prior changes: its density over the plane, what the decoder makes of draws from it
 * and of draws from N(0, I), and the bound of an image of each class under both.
 *
 * @param logPrior normalized; see checkPrior
 */
export function priorAnswer(
  logPrior: LogPrior,
  {images, logLikelihood}: ExerciseImages,
  {decoder}: Play["model"]
): HTMLElement {
  const view = document.createElement("div");
  view.className = "prior-view";
  const codes = images.flatMap(({q}) => q.mu);
  const sheets = document.createElement("div");
  sheets.className = "prior-sheets";
  for (const [name, prior] of [
    ["Draws from yours", logPrior],
    ["Draws from N(0, I)", gaussianLogPrior]
  ] as const) {
    const shown = picture({label: `${name}, decoded`});
    const pixels = decoder.pixels(priorDraws(prior, SIDE * SIDE), SIDE * SIDE);
    shown.draw(sheetPixels(pixels, SIDE), SIDE * 28);
    const sheet = document.createElement("figure");
    sheet.className = "prior-sheet";
    const caption = document.createElement("figcaption");
    caption.textContent = `${name}, decoded`;
    sheet.append(shown, caption);
    sheets.append(sheet);
  }
  const sentence = document.createElement("p");
  sentence.className = "note";
  sentence.textContent = boundSentence(logPrior, {images, logLikelihood});
  view.append(priorPlot(logPrior, codes), sheets, sentence);
  return view;
}

/** Returns what becomes of the bound of the images, by the mean over them, in a sentence. */
function boundSentence(logPrior: LogPrior, {images, logLikelihood}: ExerciseImages): string {
  const all = images.map(({x, q}) =>
    priorBounds(
      (z) =>
        Float64Array.from({length: z.length / 2}, (_, i) =>
          logLikelihood(x, z.subarray(2 * i, 2 * i + 2))
        ),
      q,
      logPrior
    )
  );
  const mean = (of: (one: (typeof all)[number]) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const gaussian = mean((one) => one.gaussian);
  const difference = mean((one) => one.yours - one.gaussian);
  const error = Math.sqrt(mean((one) => one.standardError ** 2) / all.length);
  const raised = all.filter(({gaussian: before, yours}) => yours > before).length;
  return `One image of each class, with the encoder’s q, by equation (6): the mean bound is ${numberText(gaussian, 5)} nats under N(0, I) and ${numberText(gaussian + difference, 5)} under your prior, ${numberText(Math.abs(difference))} ± ${numberText(error, 1)} nats ${difference < 0 ? "lower" : "higher"}. For ${raised} of the ${all.length} images it is higher.`;
}
