/** A cell whose text is not the page’s own, or one that was added. */
export interface ChangedCell {
  /** The page and which of its cells it is, from 1, such as `bound:7`; `bound:+1` if added. */
  id: string;
  /** Its TypeScript. */
  source: string;
  /**
   * The id of the cell that it stands after, if it was added, or of the section at whose end it
   * stands, such as `bound:s2`.
   */
  after?: string;
}

/**
 * The changed cells of a page; dispatches `change` when the list has changed, whose detail says
 * whether the reader has changed it, and not a link.
 */
export interface ChangedCells extends EventTarget {
  /** Returns the changed cells, in the order of the page. */
  list(): ChangedCell[];
  /**
   * Shows cells that came by a link and asks; they run only if the reader says so. Those that the
   * reader has run before on this page run at once; none puts all as it was at first. Resolves
   * once the reader has answered, to whether the page holds them now.
   *
   * @param options.isKept whether this browser has kept them, and no link has brought them
   */
  offer(cells: readonly ChangedCell[], options?: {isKept?: boolean}): Promise<boolean>;
  /** Puts every cell as it was at first, and removes those that were added. */
  revertAll(): void;
}

/** What edits the cells of a page; it is loaded when a reader first wants it. */
export interface CellEditing extends Pick<ChangedCells, "list" | "offer" | "revertAll"> {
  /** Opens the editor of a cell. */
  edit(cell: HTMLElement): void;
  /** Adds a cell after one, and opens its editor. */
  addAfter(cell: HTMLElement): void;
}

/** Loads what edits cells, and gives it what to call when the list has changed. */
export type LoadEditing = (changed: (isReaders: boolean) => void) => Promise<CellEditing>;

/** Returns the changed cells of a page, and how to get at what edits them. */
export function changedCells(load: LoadEditing): [ChangedCells, () => Promise<CellEditing>] {
  let loaded: CellEditing | undefined;
  let loading: Promise<CellEditing> | undefined;
  const cells = Object.assign(new EventTarget(), {
    list: () => loaded?.list() ?? [],
    async offer(offered: readonly ChangedCell[], options?: {isKept?: boolean}) {
      if (offered.length === 0 && loaded === undefined) return true;
      return (await editing()).offer(offered, options);
    },
    revertAll: () => loaded?.revertAll()
  });
  const editing = (): Promise<CellEditing> =>
    (loading ??= load((isReaders) =>
      cells.dispatchEvent(new CustomEvent("change", {detail: isReaders}))
    ).then(
      (one) => (loaded = one),
      (error: unknown) => {
        loading = undefined;
        throw new Error("the editor could not be loaded; press again to try once more", {
          cause: error
        });
      }
    ));
  return [cells, editing];
}

/** Returns what stands for the changed cells where edits are off: what is offered is kept, unseen. */
export function unchangedCells(): ChangedCells {
  let offered: readonly ChangedCell[] = [];
  return Object.assign(new EventTarget(), {
    list: () => [...offered],
    async offer(cells: readonly ChangedCell[]) {
      offered = cells;
      return false;
    },
    revertAll: () => void (offered = [])
  });
}

/** Returns whether a page is to stay as it is: its address says `?edits=off`. */
export function areEditsOff({search}: Location): boolean {
  return new URLSearchParams(search).get("edits") === "off";
}

/** Opens the page anew, with its edits on or off; the rest of its address stays. */
export function reloadWithEdits(location: Location, on: boolean): void {
  const address = new URL(location.href);
  if (on) address.searchParams.delete("edits");
  else address.searchParams.set("edits", "off");
  location.assign(address);
}
