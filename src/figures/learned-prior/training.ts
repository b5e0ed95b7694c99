import {create, format} from "d3";
import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import {actionButton} from "../../components/buttons.js";
import type {PriorGains} from "../../formats/prior-record.js";
import type {CodeFlow} from "../../math/code-flow.js";
import type {SplitPosteriors} from "../../math/learned-prior.js";
import {PRIOR_STEPS} from "../../math/learned-prior.js";
import type {DensityField, PriorSession} from "./session.js";

/** A worker of the figure, which starts when it is first asked for something. */
interface PriorWorker {
  train(task: TrainingTask, onProgress: (step: number, flow: CodeFlow) => void): Promise<CodeFlow>;
  density(flow: CodeFlow, reach: number): Promise<DensityField>;
  gains(flow: CodeFlow, split: SplitPosteriors): Promise<PriorGains>;
  /** Ends what it is at; all promises are then rejected with the reason. */
  end(reason: Error): void;
}

/** What a prior is trained on. */
interface TrainingTask {
  split: SplitPosteriors;
  seed: number;
}

/** Returns a worker that trains and measures. */
export function priorWorker(): PriorWorker {
  let worker: AskedWorker<PriorSession> | undefined;
  function asked(): AskedWorker<PriorSession> {
    worker ??= askedWorker<PriorSession>(
      new Worker(import.meta.resolve("./worker.js"), {type: "module"}),
      "the prior cannot be computed until the page is reloaded"
    );
    return worker;
  }
  return {
    train: (task, onProgress) => asked().ask({type: "train", ...task}, {onProgress}),
    density: (flow, reach) => asked().ask({type: "density", flow, reach}),
    gains: (flow, split) => asked().ask({type: "gains", flow, split}),
    end(reason) {
      worker?.end(reason); // while it trains it hears nothing
      worker = undefined;
    }
  };
}

/** What a training does to its figure. */
interface TrainingHooks {
  /** Returns what to train on; undefined as long as there is nothing. */
  task(): TrainingTask | undefined;
  /** Shows a flow on its way. */
  show(flow: CodeFlow): void;
  /** Shows a flow that is trained, and measures it. */
  finish(flow: CodeFlow): Promise<void>;
  /** Shows what was there at first, after a training that was stopped or failed. */
  back(): Promise<void>;
  fail(error: unknown): void;
}

/** The button that trains, and a line that says how far it is. */
interface TrainingControl extends HTMLElement {
  /** Stops a training, or takes back what it has made. */
  reset(): void;
}

/** Returns the control; while it trains, it has the attribute data-training. */
export function priorControl(
  worker: Pick<PriorWorker, "train" | "end">,
  {task, show, finish, back, fail}: TrainingHooks
): TrainingControl {
  const stopped = new Error("the training was stopped");
  const root = create("div").attr("class", "learned-prior-training");
  const node = root.node()!;
  const button = actionButton("Train", () => (isTraining() ? worker.end(stopped) : void train()));
  root.append(() => button);
  const status = root.append("p").attr("role", "status");
  const isTraining = () => "training" in node.dataset;
  const thousands = format(",");

  async function train(): Promise<void> {
    const given = task();
    if (given === undefined) return;
    button.textContent = "Stop";
    node.dataset.training = "";
    try {
      const trained = await worker.train(given, (step, flow) => {
        status.text(`${thousands(step)} of ${thousands(PRIOR_STEPS)} steps`);
        show(flow);
      });
      await finish(trained);
      status.text(`trained here, seed ${given.seed}`);
    } catch (error) {
      if (error !== stopped) fail(error);
      await undo();
    }
    button.textContent = "Train";
    delete node.dataset.training;
  }

  async function undo(): Promise<void> {
    status.text("");
    await back().catch(fail);
  }

  return Object.assign(node, {
    reset: () => (isTraining() ? worker.end(stopped) : void undo())
  });
}
