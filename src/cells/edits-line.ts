import {notice} from "../components/notice.js";
import {newTabName} from "../state/tab-names.js";
import type {ChangedCells} from "./changed-cells.js";
import type {LeftEdits} from "./kept-edits.js";
import {changedCellsInWords, keptEdits} from "./kept-edits.js";

/** What keeps the changed cells of the page that is open, and offers those that were kept before. */
export interface EditsLine {
  /** Says that the list has changed, by the reader or by a link. */
  changed(isReaders: boolean): void;
  /** Offers what was kept last, in a line at the top of the page, if anything was. */
  offer(): Promise<void>;
}

/**
 * Returns what keeps the changed cells of a page in this browser. What was kept is shown and asked
 * about as what a link brings, and never runs by itself.
 *
 * @param page its name, such as `bound`
 */
export function editsLine(cells: ChangedCells, page: string): EditsLine {
  const kept = keptEdits(page, {now: Date.now, tab: newTabName()});
  let hasFailed = false;
  const line = notice("changed cells that are kept");
  line.classList.add("kept-edits");
  const hide = () => line.remove();

  function show(text: string, actions: Parameters<typeof line.say>[1] = []): void {
    line.say(text, actions);
    if (!line.isConnected) document.querySelector("#observablehq-header")?.append(line);
  }

  function fail(error: unknown): void {
    show((error as Error).message, [["Dismiss", hide]]);
  }

  async function open({name, cells: list}: LeftEdits): Promise<void> {
    try {
      if (!(await cells.offer(list, {isKept: true}))) return;
      kept.follow(name);
      hide();
    } catch (error) {
      fail(error);
    }
  }

  function ask(edits: LeftEdits, more: number): void {
    const count = edits.cells.length;
    const keep = () => tell(edits, more);
    const forget = () => void kept.forget(edits.name).then(hide, fail);
    show(`Forget ${changedCellsInWords(count)} for good?`, [
      ["Keep", keep],
      ["Forget", forget]
    ]);
  }

  function tell(edits: LeftEdits, more: number): void {
    const {cells: list, savedAt} = edits;
    const when = savedAt.toLocaleString([], {dateStyle: "medium", timeStyle: "short"});
    const others = more === 0 ? "" : `, and ${more} earlier: see the notes`;
    show(`You left ${changedCellsInWords(list.length)} on this page (${when}${others}).`, [
      ["Open", () => void open(edits)],
      ["Forget", () => ask(edits, more)],
      ["Not now", hide]
    ]);
  }

  async function saveNow(): Promise<void> {
    const list = cells.list();
    try {
      await kept.save(list);
      hasFailed = false;
      // How many changed cells would outlast the page can be read off it.
      document.documentElement.dataset.keptCells = String(list.length);
    } catch (error) {
      if (!hasFailed) fail(error);
      hasFailed = true;
    }
  }

  return {
    changed(isReaders) {
      // What a link brings is in the link, and what the reader has changed before stays kept.
      if (isReaders) void saveNow();
      else kept.follow();
    },
    async offer() {
      try {
        const {edits, complaints} = await kept.left();
        if (complaints.length > 0) return fail(new Error(complaints.join(" ")));
        const [first, ...others] = edits;
        const isThere = JSON.stringify(first?.cells) === JSON.stringify(cells.list());
        if (first !== undefined && !isThere) tell(first, others.length);
      } catch (error) {
        fail(error);
      }
    }
  };
}
