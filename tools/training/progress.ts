import {Presets, SingleBar} from "cli-progress";
import {stepsPerEpoch} from "../../src/vae/minibatch.js";
import type {Progress} from "../../src/vae/trainer.js";
import type {ModelPlan} from "./plans.js";

/** The bound that is shown is a running mean over about this many minibatches. */
const WINDOW = 200;

/** Shows a run on the terminal. */
export interface ProgressReport {
  update(progress: Progress): void;
  stop(): void;
}

/**
 * Returns a report of a run's progress: a bar with samples per second, the bound and the time left;
 * where the output is not a terminal, a line an epoch.
 */
export function progressReport({id, training}: ModelPlan, count: number): ProgressReport {
  const perEpoch = stepsPerEpoch(count, training.batchSize);
  const start = performance.now();
  let first: number | undefined;
  let elbo: number | undefined;
  let bar: SingleBar | undefined;

  return {
    update({step, totalSteps, elbo: current}) {
      first ??= step - 1;
      elbo = elbo === undefined ? current : elbo + (current - elbo) / WINDOW;
      const seconds = (performance.now() - start) / 1000;
      const rate = Math.round(((step - first) * training.batchSize) / seconds);
      const payload = {
        epoch: Math.ceil(step / perEpoch),
        epochs: training.epochs,
        elbo: elbo.toFixed(2),
        rate,
        left: duration(((totalSteps - step) * training.batchSize) / rate)
      };
      if (process.stdout.isTTY) {
        bar ??= startBar(id, totalSteps);
        bar.update(step, payload);
      } else if (step % perEpoch === 0) {
        console.log(format(id, payload));
      }
    },
    stop() {
      // A bar that is not stopped keeps the cursor hidden.
      bar?.stop();
    }
  };
}

function startBar(id: string, totalSteps: number): SingleBar {
  const bar = new SingleBar(
    {
      format: `${id} {bar} epoch {epoch}/{epochs}  ELBO {elbo} nats  {rate} images/s  {left} left`,
      hideCursor: true
    },
    Presets.shades_classic
  );
  bar.start(totalSteps, 0, {epoch: 1, epochs: "", elbo: "", rate: "", left: ""});
  return bar;
}

function format(
  id: string,
  {epoch, epochs, elbo, rate, left}: Record<string, string | number>
): string {
  return `${id} epoch ${epoch}/${epochs}  ELBO ${elbo} nats  ${rate} images/s  ${left} left`;
}

/** Returns a time in words, such as “1 h 5 min” or “40 s”. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
