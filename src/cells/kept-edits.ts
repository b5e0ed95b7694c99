import {inOrder} from "../async/once.js";
import {databases} from "../state/databases.js";
import type {EntryStore} from "../state/entry-store.js";
import {inEntryStore, openEntryStore} from "../state/entry-store.js";
import type {ChangedCell} from "./changed-cells.js";
import {checkCells} from "./check-cells.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

/** What a reader has made of the cells of a page. */
export interface Edits {
  /** The changed cells, with the texts that were run. */
  cells: ChangedCell[];
  /** The texts that stand in editors and were not run. */
  drafts: ChangedCell[];
}

/** Edits of a page that were kept before. */
export interface LeftEdits extends Edits {
  /** The name under which they are kept. */
  name: string;
  savedAt: Date;
}

/** Keeps the edits of one page in this browser, those of each visit in a place of its own. */
export interface KeptEdits {
  /** Returns a promise to what was kept of this page before, the newest first, and to complaints. */
  left(): Promise<{edits: LeftEdits[]; complaints: string[]}>;
  /**
   * Keeps the edits as they are now, none as well; earlier entries of the page that hold nothing
   * else go.
   *
   * @throws Error (as a rejection) in one sentence if the browser does not keep them
   */
  save(edits: Edits): Promise<void>;
  /** Opens what saveAtEnd needs, which has no time to. */
  prepare(): Promise<void>;
  /**
   * Keeps the edits as the page is hidden, and perhaps ends: all is asked for before this returns, and
   * nobody hears whether it was done. Without prepare it is as save.
   */
  saveAtEnd(edits: Edits): void;
  /**
   * What is changed from now on has a new place: what was kept so far stays as it is.
   *
   * @param from the name of what the reader goes on from, which goes as soon as that is kept
   */
  follow(from?: string): void;
  forget(name: string): Promise<void>;
}

/** Options for keptEdits. */
interface KeptEditsOptions {
  /** Returns the time, in milliseconds since 1970. */
  now: () => number;
  /** A text of its own for each tab. */
  tab: string;
  /** The name of the database; defaults to the site’s. */
  database?: string;
}

/**
 * Returns what keeps the edits of a page.
 *
 * @param page its name, such as `bound`
 */
export function keptEdits(
  page: string,
  {now, tab, database = databases.edits}: KeptEditsOptions
): KeptEdits {
  const next = inOrder();
  let current = "";
  let origin: string | undefined;
  let visits = 0;
  let prepared: EntryStore<Edits> | undefined;
  let saves = 0;
  let lastAtEnd = 0;

  const options = {database, kind: "edits", format: FORMAT, check: checkEdits, now};
  const inStore = <T>(work: (store: EntryStore<Edits>) => Promise<T>) =>
    inEntryStore(options, work);

  async function read(store: EntryStore<Edits>): ReturnType<KeptEdits["left"]> {
    const names = (await store.names()).filter((name) => pageOf(name) === page);
    const edits: LeftEdits[] = [];
    const complaints: string[] = [];
    for (const name of names) {
      const {kept, reason} = await store.load(name);
      if (kept !== undefined) edits.push({name, ...kept.state, savedAt: kept.savedAt});
      if (reason !== undefined) {
        complaints.push(`changed cells that were kept here were set aside: ${reason}`);
      }
    }
    return {edits: edits.toSorted((a, b) => Number(b.savedAt) - Number(a.savedAt)), complaints};
  }

  function follow(from?: string): void {
    current = `${page} ${new Date(now()).toISOString()} ${tab}-${(visits += 1)}`;
    origin = from;
  }
  follow();

  function save(edits: Edits): Promise<void> {
    const [name, from] = [current, origin];
    const turn = (saves += 1);
    return next(() =>
      inStore(async (store) => {
        if (edits.cells.length + edits.drafts.length === 0) {
          await store.remove(name);
          if (from !== undefined) await store.remove(from);
          return;
        }
        const {edits: before} = await read(store);
        if (turn < lastAtEnd) return; // what is newer is kept
        const instead = before.filter(
          (one) => one.name !== name && (one.name === from || isWithin(one, edits))
        );
        // What could not be opened again is not kept: it is said now, and not on the next visit.
        await store.save(
          name,
          checkEdits(edits),
          instead.map((one) => one.name)
        );
      })
    );
  }

  return {
    left: () => next(() => inStore(read)),
    save,
    async prepare() {
      prepared ??= await openEntryStore(options);
    },
    saveAtEnd(edits) {
      const store = prepared;
      prepared = undefined;
      const isNothing = edits.cells.length + edits.drafts.length === 0;
      if (store === undefined || isNothing) {
        save(edits).catch(() => {});
        store?.close();
        return;
      }
      lastAtEnd = saves += 1;
      store.save(current, edits).catch(() => {});
      store.close(); // once that is done
    },
    follow,
    forget: (name) => next(() => inStore(({remove}) => remove(name)))
  };
}

/** Returns the changed cells that were run: one that was added stands among them before it ever was. */
export function ranCells({cells, drafts}: Edits): ChangedCell[] {
  return cells.filter(({id, source}) => source !== "" || !drafts.some((one) => one.id === id));
}

/** Returns how much a reader has edited, in words: “1 changed cell and 2 drafts that were not run”. */
export function editsInWords(edits: Edits): string {
  const {drafts} = edits;
  const ran = ranCells(edits);
  return [
    ...(ran.length > 0
      ? [ran.length === 1 ? "1 changed cell" : `${ran.length} changed cells`]
      : []),
    ...(drafts.length === 1 ? ["1 draft that was not run"] : []),
    ...(drafts.length > 1 ? [`${drafts.length} drafts that were not run`] : [])
  ].join(" and ");
}

/**
 * Returns what an entry of this browser holds, checked.
 *
 * @throws Error of one sentence, which names the field and the value
 */
export function checkEdits(state: unknown): Edits {
  // Before drafts were kept, the state was the list of changed cells.
  if (Array.isArray(state)) return {cells: checkCells(state), drafts: []};
  const {cells, drafts} = (state ?? {}) as Partial<Record<keyof Edits, unknown>>;
  return {cells: checkCells(cells), drafts: checkCells(drafts)};
}

/** Returns the page that an entry’s name begins with. */
export function pageOf(name: string): string {
  return name.split(" ")[0]!;
}

/** Returns whether edits hold all that others do; a draft may have been run since. */
function isWithin(some: Edits, now: Edits): boolean {
  const holds = (cells: readonly ChangedCell[]) => (one: ChangedCell) =>
    cells.some(({id, source}) => id === one.id && source === one.source);
  return (
    some.cells.every(holds(now.cells)) && some.drafts.every(holds([...now.drafts, ...now.cells]))
  );
}
