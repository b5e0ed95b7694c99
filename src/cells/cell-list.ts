import {actionButton} from "../components/buttons.js";
import {cellBox} from "./cell-box.js";
import type {ChangedCell} from "./changed-cells.js";
import type {EditedCell, EditedCellOptions} from "./edited-cell.js";
import {editedCell} from "./edited-cell.js";

/** The cells of the page that can be edited, the added ones among them. */
export interface CellList {
  /** Returns the cell of an id; undefined if the page has none. */
  find(id: string): EditedCell | undefined;
  /** Returns the cell that a changed one is of, added if it is to be; undefined without a place for it. */
  placed(changed: ChangedCell): EditedCell | undefined;
  /** Returns the element that a name is of: a cell’s, or the end of a section’s. */
  placeOf(id: string): HTMLElement | undefined;
  /** Returns the cell of an element. */
  cellOf(element: HTMLElement): EditedCell;
  /**
   * Adds an empty cell after an element’s one, or at the end of a section, and returns it.
   *
   * @param id defaults to the next one of the page
   * @throws Error if the page has no room for it
   */
  add(after: HTMLElement, id?: string): EditedCell;
  /** Returns those that are changed or added, in the order of the page. */
  changed(): EditedCell[];
  /** Returns those whose editors hold a text that was not run, in the order of the page. */
  drafted(): EditedCell[];
  /** Says that the page may not load from an address: in the cells that name it, else where one ran last. */
  refuseLoad(address: string): void;
}

/** Returns the editable cells of the page. */
export function cellList(
  places: SparePlaces,
  {live, lazyNames, changed, drafted}: Omit<EditedCellOptions, "remove">
): CellList {
  const cells = new WeakMap<HTMLElement, EditedCell>();

  function cellOf(element: HTMLElement): EditedCell {
    const cell =
      cells.get(element) ??
      editedCell(cellBox(element), {live, lazyNames, changed, drafted, remove});
    cells.set(element, cell);
    return cell;
  }

  function add(after: HTMLElement, id = unusedId(after)): EditedCell {
    const {block, root} = places.take();
    const element = addedCell(id, root, block);
    placeAfter(after, element);
    element.querySelector(".cell-bar")!.append(
      actionButton("Edit", () => cellOf(element).open()),
      actionButton("+ cell", () => add(element).open())
    );
    changed();
    return cellOf(element);
  }

  function remove({box: {element, root}}: EditedCell): void {
    live.remove(root);
    places.give(element.querySelector(".observablehq--block")!);
    const before = cellBefore(element);
    element.remove();
    before.querySelector<HTMLElement>(".cell-bar button")?.focus();
    changed();
  }

  const known = () => elements().flatMap((element) => cells.get(element) ?? []);

  function find(id: string): EditedCell | undefined {
    const element = placeOf(id);
    return element === undefined || isSectionEnd(element) ? undefined : cellOf(element);
  }

  return {
    cellOf,
    add,
    placeOf,
    find,
    placed({id, after}) {
      const before = after === undefined ? undefined : placeOf(after);
      return find(id) ?? (before && add(before, id));
    },
    changed: () => known().filter((cell) => cell.changed !== undefined),
    drafted: () => known().filter((cell) => cell.draft !== undefined),
    refuseLoad(address) {
      const {host} = new URL(address);
      const naming = known().filter((cell) => cell.names(host));
      const last = known()
        .toSorted((a, b) => b.ranAt - a.ranAt)
        .slice(0, 1);
      for (const cell of naming.length > 0 ? naming : last) cell.refuseLoad(address);
    }
  };
}

/** Returns what a link has to hold of a changed cell. */
export function kept({box: {id, element, original}, changed}: EditedCell): ChangedCell {
  const source = changed!;
  return original === undefined
    ? {id, source, after: cellBefore(element).dataset.cell!}
    : {id, source};
}

/** Returns what has to be kept of a cell’s draft. */
export function keptDraft(cell: EditedCell): ChangedCell {
  return {...kept(cell), source: cell.draft!};
}

function placeOf(id: string): HTMLElement | undefined {
  return elements().find(({dataset}) => dataset.cell === id);
}

function isSectionEnd({classList}: HTMLElement): boolean {
  return classList.contains("section-end");
}

function elements(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".cell[data-cell]")];
}

function unusedId({dataset}: HTMLElement): string {
  const [page] = dataset.cell!.split(":");
  const taken = elements().map((element) => Number(element.dataset.cell!.split("+")[1] ?? 0));
  return `${page}:+${Math.max(...taken) + 1}`;
}

/** The places of a page that its build has left for cells to be added. */
interface SparePlaces {
  /** The id of a place that no cell takes. */
  probe: string;
  /**
   * Takes a place out, and returns its element, to be put where the cell is to stand, and its id.
   *
   * @throws Error if all are taken
   */
  take(): {block: HTMLElement; root: string};
  /** Puts a place back. */
  give(block: HTMLElement): void;
}

/** Returns the spare places of a page; Framework knows them since the page was opened. */
export function sparePlaces(page: Document): SparePlaces {
  const store = page.querySelector(".spare-cells")!;
  const [probe, ...all] = Array.from(store.childNodes, (node) => node as Comment);
  const free = [...all];
  return {
    probe: idOf(probe!),
    take() {
      const comment = free.shift();
      if (comment === undefined) {
        throw new Error(`this page has room for ${all.length} added cells, and all are taken`);
      }
      const block = page.createElement("div");
      block.className = "observablehq observablehq--block";
      block.append(comment);
      return {block, root: idOf(comment)};
    },
    give(block) {
      const comment = [...block.childNodes].find((node) => all.includes(node as Comment));
      if (comment === undefined) throw new Error("invalid place: expected one of the spare ones");
      store.append(comment);
      free.unshift(comment as Comment);
      block.remove();
    }
  };
}

function idOf({data}: Comment): string {
  return data.slice(1, -1);
}

/** An element for a cell that a reader adds, as the build writes those of the page. */
export function addedCell(id: string, root: string, block: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.className = "cell added changed";
  element.dataset.cell = id;
  element.dataset.root = root;
  element.dataset.ready = "";
  const text = document.createElement("div");
  text.className = "observablehq-pre-container";
  const pre = document.createElement("pre");
  const code = document.createElement("code");
  code.className = "language-ts";
  pre.append(code);
  text.append(pre);
  const bar = document.createElement("div");
  bar.className = "cell-bar";
  const place = document.createElement("span");
  place.className = "cell-place";
  place.textContent = `added cell ${id.split("+").at(-1)}`;
  bar.append(place);
  element.append(block, text, bar);
  return element;
}

/** Puts an added cell directly after another one, added or not. */
function placeAfter(cell: HTMLElement, added: HTMLElement): void {
  if (cell.classList.contains("added")) {
    cell.after(added);
    return;
  }
  // Within the cell of the page: a preview counts what stands in the page by itself.
  const present = cell.querySelector(":scope > .cells-added");
  const list = present ?? document.createElement("div");
  list.className = "cells-added";
  list.prepend(added);
  if (present === null) cell.append(list);
}

/** Returns the cell that an added one stands after. */
function cellBefore(added: HTMLElement): HTMLElement {
  return (added.previousElementSibling ?? added.parentElement!.parentElement) as HTMLElement;
}
