import {deleteDB} from "idb";
import type {Task} from "../async/newest.js";
import {inTime} from "../async/in-time.js";
import {askedWorker} from "../async/worker.js";
import type {ChosenFile} from "../components/drop-zone.js";
import {checkDroppedModel} from "../reading/check-model.js";
import type {DroppedModel, ModelSettings} from "../reading/model.js";
import {kernel, wasmPaths} from "../shipped/models.js";
import {databases} from "../state/databases.js";
import type {EntryStore} from "../state/entry-store.js";
import {inEntryStore} from "../state/entry-store.js";
import type {RunningModel} from "./input.js";
import type {OwnModel} from "./model.js";
import {openOwnModel} from "./model.js";
import {readOwnModel} from "./reading.js";
import type {OwnModelSession, TfjsOpening} from "./session.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

/** The longest that TensorFlow.js may take to open a model, in seconds: a phone takes ten. */
const LONGEST_OPENING = 60;

let opened = 0;

/**
 * Returns a promise to the model of files that the reader chose, which runs, and is kept in this
 * browser where it keeps anything.
 *
 * @param task once another has taken its place, the model is freed
 * @param confirm asks the reader whether what was inferred of it holds; rejects if not
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export async function openChosenModel(
  files: readonly ChosenFile[],
  task: Task,
  confirm: (inferred: string) => Promise<void>
): Promise<RunningModel> {
  const dropped = await readOwnModel(files, task);
  const {toConfirm} = dropped.network;
  if (toConfirm !== undefined) {
    task.say("waiting for your answer…");
    await confirm(toConfirm);
  }
  task.say(dropped.network.type === "tfjs" ? "starting TensorFlow.js…" : "opening…");
  return kept(dropped, stillWanted(await run(dropped, task), task), task);
}

/** Keeps a model that runs, or says why it will be gone with the page. */
async function kept(dropped: DroppedModel, own: RunningModel, task: Task): Promise<RunningModel> {
  const unkept = await keep(dropped).catch(
    (error: Error) => `It is open on this page only: ${error.message}.`
  );
  return stillWanted(unkept === undefined ? own : {...own, unkept}, task);
}

/**
 * Returns a promise to a model that is open, with what the reader has said of it, which is kept with
 * it; likewise.
 */
export async function reopenModel(
  {title, network, codes, dataset}: RunningModel,
  settings: ModelSettings,
  task: Task
): Promise<RunningModel> {
  const dropped = {title, network, settings, codes, dataset};
  return kept(dropped, stillWanted(await run(dropped, task), task), task);
}

/** Returns a promise to the title of the model that this browser keeps, if it keeps one. */
export async function keptTitle(): Promise<string | undefined> {
  return (await inStore((store) => store.names())).at(-1);
}

/**
 * Returns a promise to the model that this browser keeps, which runs, if it keeps one.
 *
 * @param task once another has taken its place, the model is freed
 * @throws Error (as a rejection) in one sentence if it is broken; it has then been set aside
 */
export async function openKeptModel(task: Task): Promise<RunningModel | undefined> {
  const {kept: entry, reason} = await inStore(async (store) => {
    const title = (await store.names()).at(-1);
    return store.load(title ?? "");
  });
  if (reason !== undefined) {
    throw new Error(`the model that was kept here cannot be opened and was set aside: ${reason}`);
  }
  return entry && stillWanted(await run(entry.state, task), task);
}

/** Forgets the model that this browser keeps. */
export async function forgetModel(): Promise<void> {
  await deleteDB(databases.models);
}

/** Returns a model unless its task has been replaced: then it frees it and throws the reason. */
function stillWanted(own: RunningModel, {signal}: Task): RunningModel {
  if (signal.aborted) own.model.dispose();
  signal.throwIfAborted();
  return own;
}

async function run(dropped: DroppedModel, task: Task): Promise<RunningModel> {
  const model = await openNetworkOf(dropped, task);
  return {...dropped, id: `own-${(opened += 1)}`, model};
}

async function keep(dropped: DroppedModel): Promise<undefined> {
  await inStore(async (store) => {
    const others = (await store.names()).filter((title) => title !== dropped.title);
    await store.save(dropped.title, dropped, others);
  });
}

function inStore<T>(work: (store: EntryStore<DroppedModel>) => Promise<T>): Promise<T> {
  const options = {database: databases.models, kind: "models", format: FORMAT};
  return inEntryStore({...options, check: checkDroppedModel}, work);
}

/**
 * Returns a promise to a model that runs: of dense layers in our own engine, here and wherever it is
 * sent; any other in TensorFlow.js, in a worker of its own.
 *
 * @throws Error (as a rejection) in one sentence naming the network and what does not fit
 */
async function openNetworkOf({network, settings}: DroppedModel, task: Task): Promise<OwnModel> {
  if (network.type === "tfjs") return openInWorker(network, settings, task);
  const startTfjs = () => Promise.reject(new Error("dense layers need no tfjs"));
  return openOwnModel(network, {kernel, startTfjs}, settings);
}

async function openInWorker(
  network: TfjsOpening["network"],
  settings: ModelSettings | undefined,
  {signal}: Task
): Promise<OwnModel> {
  const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
  const {ask, end} = askedWorker<OwnModelSession>(worker, "the model cannot run");
  const {name} = network.decoder;
  try {
    const opening = {type: "open", network, paths: wasmPaths(), settings} as const;
    const {note, notes, assumptions, hasEncoder, ...facts} = await inTime(
      LONGEST_OPENING,
      signal,
      (until) => ask(opening, {signal: until}),
      `invalid ${name}: TensorFlow.js has not opened it`
    );
    const decoder: OwnModel["decoder"] = {
      ...facts,
      // A part of a longer array would be sent with all of it.
      decode: (z, count) => ask({type: "decode", z: z.slice(), count}),
      logits: (z, count) => ask({type: "logits", z: z.slice(), count}),
      hidden: () => Promise.reject(new Error(`no layer of ${name} counts as its last hidden one`)),
      dispose: end
    };
    const own = {name, decoder, note, notes, assumptions, dispose: end};
    if (!hasEncoder) return own;
    return {...own, encoder: {encode: (x, count) => ask({type: "encode", x: x.slice(), count})}};
  } catch (error) {
    end();
    throw error;
  }
}
