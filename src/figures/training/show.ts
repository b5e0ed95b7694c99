import {format} from "d3";
import {informationFormat, unitText} from "../../components/information.js";
import {classNames} from "../../formats/dataset.js";
import type {ImageSize} from "../../formats/image-size.js";
import {imageValues} from "../../formats/image-size.js";
import type {DatasetId} from "../../formats/images.js";
import {latentUse} from "../../math/latent-use.js";
import {shownUnit} from "../../state/unit.js";
import {runCommand} from "../../training/command.js";
import type {RunReport} from "../../training/messages.js";
import {durationText, minutesPerMillion} from "../../training/pace.js";
import type {PresetName, RunPlan} from "../../training/plan.js";
import {presets} from "../../training/plan.js";
import {sheetPoints} from "../../training/recorded-run.js";
import type {GalleryRun, TrainingFigure} from "./figure.js";
import type {LeftRun} from "./kept-runs.js";
import type {PlanFields} from "./plan-controls.js";
import type {OpenRecordedRun} from "./recorded.js";
import type {CurrentRun} from "./run.js";

/** Images of the sheet's side. */
export const SHEET_SIDE = 10;
/** The most codes that are drawn. */
export const MOST_CODES = 1000;
/** The data sets that a command finds by itself. */
const KNOWN = ["mnist", "fashion-mnist"];

const nats = informationFormat(",.1f");
const thousands = format(",");

const titleOf = ({preset}: OpenRecordedRun) => presets[preset as PresetName].title;

/** Shows a recorded run in all views. */
export function showRecorded(
  figure: TrainingFigure,
  run: OpenRecordedRun,
  others: readonly OpenRecordedRun[]
): void {
  const klPerUnit = run.points.at(-1)!.klPerUnit;
  const {latentSize, epochs} = run.plan;
  figure.chart.show({
    run: {name: "recorded", points: run.points},
    floor: run.floor,
    planned: (run.points.at(-1)!.imagesSeen / epochs) * 3,
    recorded: others
      .filter((other) => other !== run && other.plan.dataset === run.plan.dataset)
      .map((other) => ({name: titleOf(other), points: other.points}))
  });
  figure.units.show(klPerUnit, latentUse(klPerUnit));
  const classes = classNames[run.plan.dataset as DatasetId];
  figure.scatter.show({...run.codes, classes, latentSize, klPerUnit});
  figure.sheet.showRecorded(run.sheet, `the sheet of a recorded run: ${titleOf(run)}`);
  figure.progress.show(undefined, Infinity);
  figure.home.show(run.command, `This repeats the recorded run, at commit ${run.commit}.`, false);
}

/** Shows the last report of a run, after the one before: all but the pictures. */
export function showReport(
  figure: TrainingFigure,
  {plan, floor, report, images: {files, choices}}: CurrentRun,
  before: RunReport | undefined,
  recorded: readonly OpenRecordedRun[]
): void {
  const {curve, latentUse: use, step, totalSteps, samplesPerSecond} = report!;
  figure.progress.show(report, minutesPerMillion(samplesPerSecond));
  const command = runCommand(plan, {
    steps: step < totalSteps && step > 0 ? step : undefined,
    files,
    choices
  });
  figure.home.show(command, noteOn(plan.dataset, files), step > 0);
  // A dropped model is no longer shown, so neither is what was said of it.
  if (before === undefined) figure.home.zone.stop();
  // The curve grows ten times for each tenfold of images: there is nothing new most of the time.
  else if (before.curve.length === curve.length && before.latentUse?.state === use?.state) return;
  const comparable = recorded.filter((other) => other.plan.dataset === plan.dataset);
  figure.chart.show({
    run: {name: "this run", points: curve},
    floor,
    planned: totalSteps * plan.batchSize,
    recorded: comparable.map((other) => ({name: titleOf(other), points: other.points}))
  });
  figure.units.show(curve.at(-1)?.klPerUnit ?? [], use);
}

/** Returns what is to be known of the command that repeats a run. */
function noteOn(dataset: string, files: readonly string[] | undefined): string {
  const where =
    "This repeats the run in a terminal, up to where it is, in a copy of this repository";
  if (KNOWN.includes(dataset)) return `${where}.`;
  if (files !== undefined) return `${where}; write after --files where your files lie.`;
  return "The command knows MNIST and Fashion-MNIST. The images of this run are known to this page only.";
}

/** Asks a run for its pictures and codes, and shows them. */
export async function showSnapshot(figure: TrainingFigure, current: CurrentRun): Promise<void> {
  const {run, plan, images} = current;
  const {latentSize} = plan;
  const count = Math.min(MOST_CODES, images.heldOut.count);
  const asked = {z: sheetPoints(latentSize, SHEET_SIDE), codes: count};
  const {pixels, mu, logVar} = await run.snapshot(asked);
  // Drawn with the next frame, and apart: two short tasks rather than a long one.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  figure.sheet.show(pixels, images);
  await new Promise((resolve) => setTimeout(resolve));
  const labels = images.labels?.subarray(0, count);
  const classes = images.classNames;
  figure.scatter.show({
    mu,
    logVar,
    labels,
    classes,
    latentSize,
    klPerUnit: current.report?.curve.at(-1)?.klPerUnit ?? []
  });
}

/** Returns the recorded runs as a gallery shows them. */
export function galleryOf(
  recorded: Record<PresetName, OpenRecordedRun>,
  choose: (preset: PresetName) => void
): GalleryRun[] {
  return (Object.keys(recorded) as PresetName[]).map((preset) => {
    const {points, sheet, wallTimeSeconds, plan} = recorded[preset];
    const {imagesSeen, heldOut, klPerUnit} = points.at(-1)!;
    const {active} = latentUse(klPerUnit);
    return {
      title: presets[preset].title,
      sheet,
      lines: [
        unitText(
          () =>
            `ℒ ${nats(heldOut.elbo)} ${shownUnit()}: reconstruction ${nats(heldOut.reconstruction)}, KL ${nats(heldOut.kl)}`
        ),
        `${active} of ${plan.latentSize} dimensions active`,
        `${thousands(imagesSeen)} images in ${durationText(wallTimeSeconds)}, seed ${plan.seed}`
      ],
      choose: () => choose(preset)
    };
  });
}

const digits = format(",.4~g");
/** The pixels of the images that the site is about; others are counted once they are there. */
const PIXELS = 784;

/** Said of a run that is over early. */
export const diverged = "The bound is no longer a number. A smaller step size may help.";

/** Returns what a run with these controls raises, and its seed. */
export function describeObjective(
  {beta, reduction, seed}: PlanFields & {seed: number},
  images: ImageSize | undefined
): string {
  const pixels = images === undefined ? PIXELS : imageValues(images);
  const price = reduction === "mean" ? beta * pixels : beta;
  const what =
    price === 0
      ? "E[log p(x|z)] alone: the KL is free"
      : price === 1
        ? "the bound itself, E[log p(x|z)] − KL(q‖p(z))"
        : `E[log p(x|z)] − ${digits(price)} · KL(q‖p(z))`;
  const divided = reduction === "mean" ? `, all divided by ${pixels}` : "";
  return `Raises ${what}${divided}. Seed ${seed}.`;
}

/** Returns whether controls say something else than the plan of a run. */
export function differs(plan: RunPlan, controls: Omit<RunPlan, "images">): boolean {
  const fields = Object.keys(controls) as (keyof typeof controls)[];
  return fields.some((field) => controls[field] !== plan[field]);
}

/** Returns what a run is that is kept in this browser. */
export function describeLeft({plan, imagesSeen, seconds, savedAt}: LeftRun): string {
  const latents = plan.latentSize === 1 ? "one latent" : `${plan.latentSize} latents`;
  const when = savedAt.toLocaleString([], {dateStyle: "medium", timeStyle: "short"});
  return (
    `${plan.dataset}, ${latents}, ${thousands(imagesSeen)} images seen in ` +
    `${Math.round(seconds)} s (${when})`
  );
}
