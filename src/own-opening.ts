import {deleteDB} from "idb";
import type {ChosenFile} from "./components/chosen-file.js";
import {MODEL_DATABASE} from "./has-kept-model.js";
import type {OwnAtHand} from "./own-at-hand.js";
import {readOwnModel} from "./own-data.js";
import {openNetworkOf} from "./own-model-client.js";
import {checkBroughtModel} from "./reading/check-model.js";
import type {BroughtModel} from "./reading/model.js";
import type {EntryStore} from "./training/entry-store.js";
import {openEntryStore} from "./training/entry-store.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

let opened = 0;

/**
 * Returns a promise to the model of files that the reader chose, which runs, and is kept in this
 * browser where it keeps anything.
 *
 * @param say is told how far the reading is
 * @throws Error (as a rejection) in one sentence naming the file, the field and its value
 */
export async function openChosenModel(
  files: readonly ChosenFile[],
  say: (text: string) => void
): Promise<OwnAtHand> {
  const onProgress = (done: number, of: number) => say(`reading: ${done} of ${of}`);
  const brought = await readOwnModel(files, {onProgress});
  say(brought.network.type === "tfjs" ? "starting TensorFlow.js…" : "opening…");
  const own = await run(brought);
  const unkept = await keep(brought).catch(
    (error: Error) => `It is open on this page only: ${error.message}.`
  );
  return unkept === undefined ? own : {...own, unkept};
}

/** Returns a promise to the title of the model that this browser keeps, if it keeps one. */
export async function keptTitle(): Promise<string | undefined> {
  return (await inStore((store) => store.names())).at(-1);
}

/**
 * Returns a promise to the model that this browser keeps, which runs, if it keeps one.
 *
 * @throws Error (as a rejection) in one sentence if it is broken; it has then been set aside
 */
export async function openKeptModel(): Promise<OwnAtHand | undefined> {
  const {kept, reason} = await inStore(async (store) => {
    const title = (await store.names()).at(-1);
    return store.load(title ?? "");
  });
  if (reason !== undefined) {
    throw new Error(`the model that was kept here cannot be opened and was set aside: ${reason}`);
  }
  return kept && run(kept.state);
}

/** Forgets the model that this browser keeps. */
export async function forgetModel(): Promise<void> {
  await deleteDB(MODEL_DATABASE);
}

async function run(brought: BroughtModel): Promise<OwnAtHand> {
  const model = await openNetworkOf(brought.network);
  return {...brought, id: `own-${(opened += 1)}`, model};
}

async function keep(brought: BroughtModel): Promise<undefined> {
  await inStore(async (store) => {
    await store.save(brought.title, brought);
    const others = (await store.names()).filter((title) => title !== brought.title);
    await Promise.all(others.map((title) => store.remove(title)));
  });
}

async function inStore<T>(work: (store: EntryStore<BroughtModel>) => Promise<T>): Promise<T> {
  const options = {database: MODEL_DATABASE, kind: "models", format: FORMAT};
  const store = await openEntryStore({...options, check: checkBroughtModel});
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
