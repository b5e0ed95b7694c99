import {once} from "../async/once.js";
import type {Json} from "../formats/json.js";
import {mayBeThere} from "../state/databases.js";
import {footLine} from "../state/foot-line.js";
import {lateModule} from "../state/late-module.js";
import {amendAddress, keep} from "../state/page-state.js";
import type {ChangedCell, ChangedCells} from "./changed-cells.js";
import {checkCells} from "./check-cells.js";

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

/**
 * Keeps the changed cells of a page in this browser, too, as its reader changes them, and what they
 * type and do not run; offers what was kept before, of changed cells only if the address holds none.
 */
export async function keepEdits(cells: ChangedCells): Promise<void> {
  const {cell} = document.querySelector<HTMLElement>("[data-cell]")?.dataset ?? {};
  if (cell === undefined) return;
  const page = cell.slice(0, cell.lastIndexOf(":"));
  const line = once(async () => {
    const module = await lateModule(() => import("./edits-line.js"), "what keeps changed cells");
    return module.editsLine(cells, page);
  });
  cells.addEventListener("change", async (event) => {
    (await line()).changed((event as CustomEvent<boolean>).detail);
  });
  cells.addEventListener("draft", async () => (await line()).drafted());
  const hasCells = location.hash.includes("~cells=");
  if (await mayBeThere("edits")) await (await line()).offer({onlyDrafts: hasCells});
}
