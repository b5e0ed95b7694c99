import {checkCells} from "./cells/check-cells.js";
import type {ChangedCell, ChangedCells} from "./cells/changed-cells.js";
import {footLine} from "./state/foot-line.js";
import type {Json} from "./state/json.js";
import {amendAddress, keep} from "./state/page-state.js";

/**
 * Keeps the changed cells of a page in its address. Those of a link are offered to the reader, and
 * run only if they say so; until they have answered, the address goes on holding them.
 */
export function keepCells(cells: ChangedCells): void {
  const say = footLine("Dismiss");
  let offered: readonly ChangedCell[] | undefined;

  async function offer(asked: readonly ChangedCell[]): Promise<void> {
    try {
      await cells.offer(asked);
      if (offered !== asked) return; // a newer link is asked about
      offered = undefined;
      amendAddress(); // going back is not to ask again
    } catch (error) {
      say(`The changed cells of this link could not be shown: ${String(error)}.`);
    }
  }

  const rested = keep("cells", {
    read() {
      const list = offered ?? cells.list();
      return list.length === 0 ? undefined : list.map(({...cell}): Json => cell);
    },
    write(json) {
      const asked = json === undefined ? [] : checkCells(json);
      offered = asked;
      void offer(asked);
    }
  });
  cells.addEventListener("change", rested);
}
