import {parseArgs} from "node:util";
import {cliCommand} from "./training/command.js";
import {readCheckpoint, writeCheckpoint} from "./training/checkpoint.js";
import {exportModel} from "./training/export.js";
import {modelIds, modelPlan} from "./training/plans.js";
import {progressReport} from "./training/progress.js";
import {runTraining} from "./training/run.js";
import type {EngineName} from "./training/run.js";
import {withDownloadBar} from "./download-bar.js";
import {loadDataset} from "./dataset.js";
import {useWasmBackend} from "./wasm-backend.js";

const usage = `npm run train -- --model ID [--data DIR] [--epochs N] [--seed S] [--resume]
  --model ID     one of ${modelIds.join(", ")}
  --data DIR     the folder with mnist/ and fashion-mnist/; defaults to AEVB_DATA, else downloads
  --epochs N     passes over the training images; defaults to 100
  --seed S       defaults to 0
  --engine NAME  kernel (default) or tfjs, which is slower and computes the same
  --out DIR      defaults to models
  --resume       goes on from the last checkpoint`;

async function main(): Promise<void> {
  const {values} = parseArgs({
    options: {
      model: {type: "string"},
      data: {type: "string"},
      epochs: {type: "string"},
      seed: {type: "string"},
      engine: {type: "string", default: "kernel"},
      out: {type: "string", default: "models"},
      resume: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(usage);
  if (values.model === undefined) throw new Error(`missing --model\n${usage}`);
  const engine = parseEngine(values.engine);
  const plan = modelPlan(values.model, {
    epochs: maybeInteger("epochs", values.epochs),
    seed: maybeInteger("seed", values.seed)
  });
  await useWasmBackend();

  const [train, test] = await withDownloadBar((onProgress) =>
    Promise.all(
      (["train", "test"] as const).map((split) =>
        loadDataset(plan.dataset, {split, folder: values.data, onProgress})
      )
    )
  );
  const path = `.cache/training/${plan.id}.checkpoint`;
  const from = values.resume ? await readCheckpoint(path, plan) : undefined;
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  const report = progressReport(plan, train.count);
  const run = await runTraining(
    plan,
    {pixels: train.images, count: train.count},
    {
      engine,
      from,
      onProgress: report.update,
      save: (checkpoint) => writeCheckpoint(path, checkpoint),
      signal: controller.signal
    }
  );
  report.stop();
  if (controller.signal.aborted) {
    console.log(`Stopped; ${cliCommand(plan)} --resume goes on from here.`);
    process.exitCode = 130;
    return;
  }
  const {results} = await exportModel(run, test, {out: values.out, trainImages: train.count});
  console.log(
    `${plan.id}: −ELBO ${(-results.elbo).toFixed(2)} nats per test image ` +
      `(reconstruction ${results.reconstruction.toFixed(2)}, KL ${results.kl.toFixed(2)})`
  );
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
