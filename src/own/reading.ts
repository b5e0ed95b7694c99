import {inTime} from "../async/in-time.js";
import type {Task} from "../async/newest.js";
import type {AskedWorker, AskOptions} from "../async/worker.js";
import {askedWorker} from "../async/worker.js";
import type {ChosenFile} from "../components/drop-zone.js";
import type {DroppedModel} from "../reading/model.js";
import type {OwnImages} from "../reading/own-images.js";
import type {ShownModel, ShownSize} from "../training/open-zip.js";
import type {ReadingChoices, ReadingSession} from "./reading-session.js";

/** The longest that it may take to read a model, in seconds. */
const LONGEST_READING = 120;

/**
 * Returns a promise to the images of files that the reader chose. A worker of their own reads them,
 * so the page goes on whatever they are, and they leave it for nowhere.
 *
 * @param task is told how much is done, where that takes long
 * @param choices the numbers of paper and ink; without them their range tells; and whether colors are
 *   turned to grey
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export function readOwnData(
  files: readonly ChosenFile[],
  task: Task,
  choices: ReadingChoices = {}
): Promise<OwnImages> {
  return read(task, (ask, told) => ask({type: "images", files, ...choices}, told));
}

/** Returns a promise to the model of files that the reader chose, not yet opened; likewise. */
export function readOwnModel(files: readonly ChosenFile[], task: Task): Promise<DroppedModel> {
  const what = "invalid choice: the model has not been read";
  return inTime(
    LONGEST_READING,
    task.signal,
    (signal) => read({...task, signal}, (ask, told) => ask({type: "model", files}, told)),
    what
  );
}

/** Returns a promise to the model in a zip of section 3 that the reader chose; likewise. */
export function readTrainedModel(
  files: readonly ChosenFile[],
  task: Task,
  size: ShownSize
): Promise<ShownModel> {
  return read(task, (ask, told) => ask({type: "trained", files, ...size}, told));
}

/** Asks a worker of its own, which ends with the task. */
function read<Value>(
  {signal, say}: Task,
  question: (
    ask: AskedWorker<ReadingSession>["ask"],
    told: AskOptions<(done: number, of: number) => void>
  ) => Promise<Value>
): Promise<Value> {
  const worker = new Worker(import.meta.resolve("./reading-worker.js"), {type: "module"});
  const {ask, end} = askedWorker<ReadingSession>(worker, "the files could not be read");
  const onProgress = (done: number, of: number) => say(`reading: ${done} of ${of}`);
  return question(ask, {signal, onProgress}).finally(end);
}
