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
 * whether the reader has changed it, and not a link; and `draft` as a reader types.
 */
export interface ChangedCells extends EventTarget {
  /** Returns the changed cells, in the order of the page. */
  list(): ChangedCell[];
  /** Returns the texts that stand in editors and were not run, in the order of the page. */
  drafts(): ChangedCell[];
  /**
   * Puts texts into the editors of their cells, which runs none of them. Resolves to those for
   * which the page has no place.
   */
  showDrafts(drafts: readonly ChangedCell[]): Promise<ChangedCell[]>;
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
export interface CellEditing extends Pick<ChangedCells, "list" | "drafts" | "offer" | "revertAll"> {
  showDrafts(drafts: readonly ChangedCell[]): ChangedCell[];
  /** Opens the editor of a cell. */
  edit(cell: HTMLElement): void;
  /** Adds a cell after one, and opens its editor. */
  addAfter(cell: HTMLElement): void;
}

/** What is told by what edits cells. */
export interface EditingListener {
  /** The list of changed cells has changed and rests, by the reader or by a link. */
  changed(isReaders: boolean): void;
  /** A text in an editor has changed. */
  drafted(): void;
}

/** Loads what edits cells, and gives it whom to tell. */
export type LoadEditing = (listener: EditingListener) => Promise<CellEditing>;

/** Returns the changed cells of a page, and how to get at what edits them. */
export function changedCells(load: LoadEditing): [ChangedCells, () => Promise<CellEditing>] {
  let loaded: CellEditing | undefined;
  let loading: Promise<CellEditing> | undefined;
  const cells = Object.assign(new EventTarget(), {
    list: () => loaded?.list() ?? [],
    drafts: () => loaded?.drafts() ?? [],
    showDrafts: async (drafts: readonly ChangedCell[]) => (await editing()).showDrafts(drafts),
    async offer(offered: readonly ChangedCell[], options?: {isKept?: boolean}) {
      if (offered.length === 0 && loaded === undefined) return true;
      return (await editing()).offer(offered, options);
    },
    revertAll: () => loaded?.revertAll()
  });
  const editing = (): Promise<CellEditing> =>
    (loading ??= load({
      changed: (isReaders) => cells.dispatchEvent(new CustomEvent("change", {detail: isReaders})),
      drafted: () => cells.dispatchEvent(new Event("draft"))
    }).then(
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
    drafts: () => [],
    showDrafts: async (drafts: readonly ChangedCell[]) => [...drafts],
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
