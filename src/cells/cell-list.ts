import {actionButton} from "../components/action-buttons.js";
import {addedCell, cellBefore, placeAfter} from "./added-cell.js";
import {cellBox} from "./cell-box.js";
import type {ChangedCell} from "./changed-cells.js";
import {editedCell, type EditedCell, type EditedCellOptions} from "./edited-cell.js";
import type {SparePlaces} from "./spare-places.js";

/** The cells of the page that can be edited, the added ones among them. */
export interface CellList {
  /** Returns the cell of an id; undefined if the page has none. */
  find(id: string): EditedCell | undefined;
  /** Returns the cell of an element. */
  cellOf(element: HTMLElement): EditedCell;
  /**
   * Adds an empty cell after an element’s one, and returns it.
   *
   * @param id defaults to the next one of the page
   * @throws Error if the page has no room for it
   */
  add(after: HTMLElement, id?: string): EditedCell;
  /** Returns those that are changed or added, in the order of the page. */
  changed(): EditedCell[];
}

/** Returns the editable cells of the page. */
export function cellList(
  places: SparePlaces,
  {live, lazyNames, changed}: Omit<EditedCellOptions, "remove">
): CellList {
  const cells = new WeakMap<HTMLElement, EditedCell>();

  function cellOf(element: HTMLElement): EditedCell {
    const cell =
      cells.get(element) ?? editedCell(cellBox(element), {live, lazyNames, changed, remove});
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

  return {
    cellOf,
    add,
    find(id) {
      const element = elements().find(({dataset}) => dataset.cell === id);
      return element && cellOf(element);
    },
    changed: () =>
      elements().flatMap((element) => {
        const cell = cells.get(element);
        return cell?.changed === undefined ? [] : [cell];
      })
  };
}

/** Returns what a link has to hold of a changed cell. */
export function kept({box: {id, element, original}, changed}: EditedCell): ChangedCell {
  const source = changed!;
  return original === undefined
    ? {id, source, after: cellBefore(element).dataset.cell!}
    : {id, source};
}

function elements(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".cell[data-cell]")];
}

function unusedId({dataset}: HTMLElement): string {
  const [page] = dataset.cell!.split(":");
  const taken = elements().map((element) => Number(element.dataset.cell!.split("+")[1] ?? 0));
  return `${page}:+${Math.max(...taken) + 1}`;
}
