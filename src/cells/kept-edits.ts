import {inOrder} from "../async/once.js";
import {databases} from "../state/databases.js";
import type {EntryStore} from "../state/entry-store.js";
import {inEntryStore} from "../state/entry-store.js";
import type {ChangedCell} from "./changed-cells.js";
import {checkCells} from "./check-cells.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

/** Changed cells of a page that were kept before. */
export interface LeftEdits {
  /** The name under which they are kept. */
  name: string;
  cells: ChangedCell[];
  savedAt: Date;
}

/** Keeps the changed cells of one page in this browser, those of each visit in a place of its own. */
export interface KeptEdits {
  /** Returns a promise to what was kept of this page before, the newest first, and to complaints. */
  left(): Promise<{edits: LeftEdits[]; complaints: string[]}>;
  /**
   * Keeps the changed cells as they are now, none as well; earlier entries of the page that hold
   * nothing else go.
   *
   * @throws Error (as a rejection) in one sentence if the browser does not keep them
   */
  save(cells: readonly ChangedCell[]): Promise<void>;
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
 * Returns what keeps the changed cells of a page.
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

  const options = {database, kind: "edits", format: FORMAT, check: checkCells, now};
  const inStore = <T>(work: (store: EntryStore<ChangedCell[]>) => Promise<T>) =>
    inEntryStore(options, work);

  async function read(store: EntryStore<ChangedCell[]>): ReturnType<KeptEdits["left"]> {
    const names = (await store.names()).filter((name) => pageOf(name) === page);
    const edits: LeftEdits[] = [];
    const complaints: string[] = [];
    for (const name of names) {
      const {kept, reason} = await store.load(name);
      if (kept !== undefined) edits.push({name, cells: kept.state, savedAt: kept.savedAt});
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

  return {
    left: () => next(() => inStore(read)),
    save(cells) {
      const [name, from] = [current, origin];
      return next(() =>
        inStore(async (store) => {
          if (cells.length === 0) {
            await store.remove(name);
            if (from !== undefined) await store.remove(from);
            return;
          }
          const {edits} = await read(store);
          const instead = edits.filter(
            (one) => one.name !== name && (one.name === from || isWithin(one.cells, cells))
          );
          await store.save(
            name,
            cells.map((cell) => ({...cell})),
            instead.map((one) => one.name)
          );
        })
      );
    },
    follow,
    forget: (name) => next(() => inStore(({remove}) => remove(name)))
  };
}

/** Returns how many changed cells there are, in words. */
export function changedCellsInWords(count: number): string {
  return count === 1 ? "1 changed cell" : `${count} changed cells`;
}

/** Returns the page that an entry’s name begins with. */
export function pageOf(name: string): string {
  return name.split(" ")[0]!;
}

function isWithin(some: readonly ChangedCell[], cells: readonly ChangedCell[]): boolean {
  return some.every(({id, source}) =>
    cells.some((cell) => cell.id === id && cell.source === source)
  );
}
