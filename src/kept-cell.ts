import type {LinkedCells} from "./components/linked-cells.js";
import {brief} from "./state/json.js";
import {wholeIn} from "./state/kinds.js";
import {keep} from "./state/page-state.js";

/** Keeps which of n × n cells is marked, as its column and row, in the page’s address. */
export function keepCell(cells: LinkedCells, n: number): void {
  const inside = wholeIn([0, n - 1]);
  const middle = Math.floor(n / 2);
  const rested = keep("cell", {
    read() {
      const {column, row} = cells.value;
      return column === middle && row === middle ? undefined : [column, row];
    },
    write(json = [middle, middle]) {
      if (!Array.isArray(json) || json.length !== 2) {
        throw new Error(`${brief(json)}, expected a column and a row`);
      }
      cells.value = {column: inside.fromJson(json[0]), row: inside.fromJson(json[1])};
      cells.dispatchEvent(new Event("input", {bubbles: true}));
    }
  });
  cells.addEventListener("input", rested);
}
