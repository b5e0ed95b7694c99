import {askToRun, type OfferedText, stopAsking} from "./ask-to-run.js";
import type {CellList} from "./cell-list.js";
import {kept} from "./cell-list.js";
import type {ChangedCell} from "./changed-cells.js";

/** What decides which offered cells may run. */
export interface Offers {
  /** Notes that the reader has run these cells, or allowed them to run. */
  allow(cells: readonly ChangedCell[]): void;
  /** Makes the page hold these changed cells, and no others, if the reader says so; see ChangedCells. */
  offer(cells: readonly ChangedCell[], options?: {isKept?: boolean}): Promise<boolean>;
  /** Returns whether what changes now does so as it was offered. */
  isApplying(): boolean;
}

/** Returns what takes cells that come by links for a page. */
export function offers(cells: CellList): Offers {
  const allowed = new Set<string>();
  let isApplying = false;

  function apply(wanted: readonly ChangedCell[]): true {
    isApplying = true;
    for (const cell of cells.changed()) {
      if (!wanted.some(({id}) => id === cell.box.id)) cell.revert();
    }
    for (const one of wanted) cells.placed(one)?.run(one.source);
    isApplying = false;
    return true;
  }

  return {
    allow: (list) => list.forEach((cell) => allowed.add(keyOf(cell))),
    isApplying: () => isApplying,
    async offer(offered, {isKept = false} = {}) {
      stopAsking();
      const present = cells.changed().map(kept);
      if (JSON.stringify(offered) === JSON.stringify(present)) return true;
      if (offered.every((cell) => allowed.has(keyOf(cell)))) return apply(offered);
      const known = placed(offered, cells);
      const others = offered.filter((cell) => !known.includes(cell));
      const texts = known.map((cell) => offeredText(cell, cells));
      const missing =
        others.length === 0
          ? ""
          : `This page has no place for ${others.map(({id}) => id).join(", ")}.`;
      return (await askToRun(texts, {missing, isKept})) && apply(known);
    }
  };
}

function keyOf({id, source}: ChangedCell): string {
  return `${id} ${source}`;
}

/** Returns the cells that the page has, or has a place for. */
function placed(offered: readonly ChangedCell[], cells: CellList): ChangedCell[] {
  const added = new Set<string>();
  return offered.filter(({id, after}) => {
    if (cells.find(id) !== undefined) return true;
    const hasPlace =
      after !== undefined && (added.has(after) || cells.placeOf(after) !== undefined);
    if (hasPlace) added.add(id);
    return hasPlace;
  });
}

function offeredText({id, source}: ChangedCell, cells: CellList): OfferedText {
  const cell = cells.find(id);
  return {
    place: cell?.box.place ?? `added cell ${id.split("+").at(-1)}`,
    present: cell?.changed ?? cell?.box.original,
    offered: source
  };
}
