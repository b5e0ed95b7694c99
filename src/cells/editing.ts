import {cellList, kept} from "./cell-list.js";
import type {CellEditing} from "./changed-cells.js";
import {changedPanel} from "./changed-panel.js";
import {liveCells} from "./live.js";
import {offers} from "./offers.js";
import {handBack} from "./hand-back.js";
import type {LazyNames} from "./scope.js";
import {sparePlaces} from "./spare-places.js";

/**
 * Returns a promise to what edits the cells of the page.
 *
 * @param names what cells can use beside the names of the page
 * @param listChanged called when the list of changed cells has changed, once it rests
 */
export async function cellEditing(names: LazyNames, listChanged: () => void): Promise<CellEditing> {
  const places = sparePlaces(document);
  const live = await liveCells(places.probe, names);
  const cells = cellList(places, {live, lazyNames: Object.keys(names), changed});
  const {allow, offer} = offers(cells);
  const list = () => cells.changed().map(kept);
  const panel = changedPanel(document, revertAll, handBack(list, pageName()));
  let isTold = false;

  /** Tells of a change once, however many cells are changed together. */
  function changed(): void {
    if (isTold) return;
    isTold = true;
    queueMicrotask(() => {
      isTold = false;
      allow(list());
      panel.show(cells.changed().map(({box}) => box));
      listChanged();
    });
  }

  function revertAll(): void {
    for (const cell of cells.changed()) cell.revert();
  }

  return {
    edit: (element) => cells.cellOf(element).open(),
    addAfter: (element) => cells.add(element).open(),
    list,
    offer,
    revertAll
  };
}

/** Returns the name of the page, which its cells’ names begin with. */
function pageName(): string {
  const {cell} = document.querySelector<HTMLElement>("[data-cell]")!.dataset;
  return cell!.slice(0, cell!.lastIndexOf(":"));
}
