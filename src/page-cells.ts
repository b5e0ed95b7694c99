import {changedCells, unchangedCells} from "./cells/changed-cells.js";
import {areEditsOff} from "./cells/edits-off.js";

/** The changed cells of the page that is open, and what loads their editor, unless edits are off. */
export const [pageCells, editing] = areEditsOff(location)
  ? [unchangedCells()]
  : changedCells(async (changed) => {
      const {loadEditing} = await import("./cell-editing.js");
      return loadEditing(changed);
    });
