import type {LoadEditing} from "./cells/changed-cells.js";
import {cellEditing} from "./cells/editing.js";

/** Returns a promise to what edits the cells of the page; see CellEditing. */
export const loadEditing: LoadEditing = (changed) => cellEditing({}, changed);
