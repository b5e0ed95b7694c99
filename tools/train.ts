import {parseArgs} from "node:util";
import {imageValues} from "../src/formats/image-size.js";
import type {DatasetId} from "../src/formats/images.js";
import {planOptions} from "../src/training/command.js";
import {fittingPlan} from "../src/training/plan.js";
import {firstImages} from "../src/training/trainer-plan.js";
import {withDownloadBar} from "./data/download-bar.js";
import {readCheckpoint, writeCheckpoint} from "./training/checkpoint.js";
import {cliCommand} from "./training/command.js";
import {exportModel} from "./training/export.js";
import type {OwnRunValues} from "./training/own-run.js";
import {ownRun, ownRunOptions} from "./training/own-run.js";
import type {ModelPlan} from "./training/plans.js";
import {modelIds, modelPlan, ownPlan} from "./training/plans.js";
import {progressReport} from "./training/progress.js";
import type {EngineName} from "./training/run.js";
import {runTraining} from "./training/run.js";
import {datasetSets, fileSets} from "./training/sets.js";
import {useWasmBackend} from "./models/wasm-backend.js";

const usage = `npm run train -- --model ID [--data DIR] [--epochs N] [--seed S] [--resume]
npm run train -- [--plan FILE | --preset NAME] [--FIELD VALUE …] [--steps N] [--id NAME] …
  --model ID     a shipped model: one of ${modelIds.join(", ")}
  --plan FILE    a plan.json, or the zip of a model that was trained in the page
  --preset NAME  paper, viewer (default), collapse or islands
  --FIELD VALUE  what to change in it: ${Object.values(planOptions).join(", ")}
  --files FILE   images of one’s own, as the page reads them (docs/own-files.md): IDX, .npy, CSV,
                 PNG, zip or a folder; for more than one file once more
  --grey         turns their colors to grey
  --invert       exchanges ink and paper in them: for black on white
  --transpose    exchanges their rows and columns: for EMNIST
  --range=A,B    the numbers of paper and ink in them, such as 0,255; defaults to a guess
  --held-out S   a share of them, drawn from every class, or files: what the files set apart
  --classless    leaves out the classes that files, folders or columns seem to tell
  --steps N      stops after N minibatches
  --id NAME      the name of a model of one’s own; defaults to own
  --data DIR     the folder with mnist/ and fashion-mnist/; defaults to AEVB_DATA, else downloads
  --epochs N     passes over the training images; defaults to 100 for a shipped model
  --seed S       defaults to 0
  --engine NAME  kernel (default) or tfjs, which is slower and computes the same
  --out DIR      defaults to models, and to .cache/runs for a model of one’s own
  --resume       goes on from the last checkpoint`;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      ...ownRunOptions,
      model: {type: "string"},
      id: {type: "string", default: "own"},
      data: {type: "string"},
      engine: {type: "string", default: "kernel"},
      out: {type: "string"},
      resume: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(usage);
  const {model, id, data, resume, help: _, engine: engineName, out, ...options} = values;
  const engine = parseEngine(engineName);
  const own = model === undefined ? await ownRun(options) : undefined;
  const files = own?.files && (await fileSets(own.files, own.choices));
  for (const note of files?.notes ?? []) console.log(note);
  const pixels = files && imageValues(files.test);
  if (own !== undefined && files !== undefined) {
    const fitting = fittingPlan(own.plan, own.plan.images ?? files.train.count);
    if (fitting !== own.plan) console.log(`Minibatches have ${fitting.batchSize} images: all.`);
    own.plan = fitting;
  }
  const plan = own === undefined ? shipped(model!, options) : ownPlan(id, own, pixels);
  await useWasmBackend();

  const {train, test} =
    files ??
    (await withDownloadBar((onProgress) =>
      datasetSets(plan.dataset as DatasetId, {folder: data, onProgress})
    ));
  const path = `.cache/training/${plan.id}.checkpoint`;
  const from = resume ? await readCheckpoint(path, plan) : undefined;
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  const images = firstImages(train, plan.run?.plan.images);
  const report = progressReport(plan, images.count);
  const run = await runTraining(plan, images, {
    engine,
    from,
    onProgress: report.update,
    save: (checkpoint) => writeCheckpoint(path, checkpoint),
    signal: controller.signal
  });
  report.stop();
  if (controller.signal.aborted) {
    console.log(`Stopped; ${cliCommand(plan)} --resume goes on from here.`);
    process.exitCode = 130;
    return;
  }
  const {results} = await exportModel(run, test, {
    out: out ?? (model === undefined ? ".cache/runs" : "models"),
    trainImages: images.count
  });
  console.log(
    `${plan.id}: −ELBO ${(-results.elbo).toFixed(2)} nats per test image ` +
      `(reconstruction ${results.reconstruction.toFixed(2)}, KL ${results.kl.toFixed(2)})`
  );
}

/** Returns the plan of a shipped model; of a plan's fields, it takes these two. */
function shipped(model: string, {epochs, seed, ...others}: OwnRunValues): ModelPlan {
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new Error(`invalid --${other}: --model says all but --epochs and --seed`);
  return modelPlan(model, {
    epochs: maybeInteger("epochs", epochs),
    seed: maybeInteger("seed", seed)
  });
}

function parseEngine(name: string): EngineName {
  if (name === "kernel" || name === "tfjs") return name;
  throw new Error(`unknown engine: ${name}, expected kernel or tfjs`);
}

/** Returns the integer that an option gives, or undefined without it. */
function maybeInteger(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
  throw new Error(`invalid --${name}: ${value}, expected an integer ≥ 0`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
