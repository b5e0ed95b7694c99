import {format} from "d3";
import {quantity} from "../../components/information.js";
import {plainTable} from "../../components/plain-table.js";
import type {NoiseRow, TrainingStates} from "../../formats/training-states.js";

const count = format(",");
const one = format(",.1f");
const ratio = format(",.2f");
const share = format(".0%");

/** Returns the table of how much single draws vary, in the states of the training and beyond. */
export function noiseTable({noise}: TrainingStates): HTMLTableElement {
  const rows = noise.map((row) => [
    stateTitle(row),
    quantity(row.elbo, ",.1f"),
    ratioOf(row.value.A),
    ratioOf(row.value.B),
    share(row.quieterA),
    ratio(row.mu.A),
    ratio(row.logSigma.A),
    ratio(row.mu.path)
  ]);
  const heads = [
    "minibatches, or model",
    "bound",
    "variance of (6)",
    "of (7)",
    "images where (6) varies less",
    "gradient with respect to μ, (6) ÷ (7)",
    "to log σ, (6) ÷ (7)",
    "to μ, path derivative ÷ (7)"
  ];
  return plainTable(heads, rows);
}

function ratioOf(variance: number): string {
  return variance < 10 ? ratio(variance) : one(variance);
}

function stateTitle({state}: NoiseRow): string {
  return Number.isNaN(Number(state)) ? state : count(Number(state));
}

/** Returns what the table is measured over, in a sentence. */
export function measuredSentence({measured: {images, draws}}: TrainingStates): string {
  return (
    `Medians over the first ${images} test images of MNIST, with ${draws} draws each; ` +
    `variances in nats², those of gradients summed over the latents.`
  );
}

/** Returns the answer to which estimator varies more, with its numbers, in sentences. */
export function noiseAnswer({noise, steps}: TrainingStates): string {
  const row = (state: number) => noise.find((each) => each.state === String(state))!;
  const [first, late] = [row(steps[0]), row(LATE)];
  return (
    `After ${count(LATE)} minibatches a draw of (7) has a variance of ${ratioOf(late.value.B)} nats², ` +
    `and one of (6) only ${ratioOf(late.value.A)}: (6) is the quieter one on ` +
    `${share(late.quieterA)} of the images. With respect to μ it is the other way round. The ` +
    `gradient of (6) varies ${ratio(late.mu.A)} times as much, and at the start ` +
    `${ratio(first.mu.A)} times. Training follows the gradient.`
  );
}

/** The state that the answer is about. */
const LATE = 1000;
