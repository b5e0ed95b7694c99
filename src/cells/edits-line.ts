import {notice} from "../components/notice.js";
import {newTabName} from "../state/tab-names.js";
import {whenRested} from "../state/when-rested.js";
import type {ChangedCells} from "./changed-cells.js";
import type {LeftEdits} from "./kept-edits.js";
import {editsInWords, keptEdits, ranCells} from "./kept-edits.js";

/** What keeps the edits of the page that is open, and offers those that were kept before. */
export interface EditsLine {
  /** Says that the list has changed, by the reader or by a link. */
  changed(isReaders: boolean): void;
  /** Says that the reader has typed in an editor: it is kept soon, and at once as the page is hidden. */
  drafted(): void;
  /**
   * Offers what was kept last, in a line at the top of the page, if anything was.
   *
   * @param options.onlyDrafts whether edits without a draft are passed over; defaults to false
   */
  offer(options?: {onlyDrafts?: boolean}): Promise<void>;
}

/**
 * Returns what keeps the edits of a page in this browser. Changed cells that were kept are shown and
 * asked about as those that a link brings, and never run by themselves; drafts come back into their
 * editors.
 *
 * @param page its name, such as `bound`
 */
export function editsLine(cells: ChangedCells, page: string): EditsLine {
  const kept = keptEdits(page, {now: Date.now, tab: newTabName()});
  let hasFailed = false;
  let hasTyped = false; // since it was last saved
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

  async function open(edits: LeftEdits): Promise<void> {
    const {name, cells: list, drafts} = edits;
    try {
      const isRefused = ranCells(edits).length > 0 && !(await cells.offer(list, {isKept: true}));
      if (isRefused) return;
      const others = drafts.length === 0 ? [] : await cells.showDrafts(drafts);
      // What the page has no place for stays where it is kept.
      kept.follow(others.length === 0 ? name : undefined);
      hide();
      if (others.length === 0) return;
      const ids = others.map(({id}) => id).join(", ");
      fail(new Error(`This page has no place for the drafts of ${ids}.`));
    } catch (error) {
      fail(error);
    }
  }

  function ask(edits: LeftEdits, more: number): void {
    const keep = () => tell(edits, more);
    const forget = () => void kept.forget(edits.name).then(hide, fail);
    show(`Forget ${editsInWords(edits)} for good?`, [
      ["Keep", keep],
      ["Forget", forget]
    ]);
  }

  function tell(edits: LeftEdits, more: number): void {
    const {savedAt} = edits;
    const when = savedAt.toLocaleString([], {dateStyle: "medium", timeStyle: "short"});
    const others = more === 0 ? "" : `, and ${more} earlier: see the notes`;
    show(`You left ${editsInWords(edits)} on this page (${when}${others}).`, [
      ["Open", () => void open(edits)],
      ["Forget", () => ask(edits, more)],
      ["Not now", hide]
    ]);
  }

  async function saveNow(): Promise<void> {
    const [list, drafts] = [cells.list(), cells.drafts()];
    hasTyped = false;
    try {
      await kept.save({cells: list, drafts});
      hasFailed = false;
      // How many changed cells and drafts would outlast the page can be read off it.
      const {dataset} = document.documentElement;
      dataset.keptCells = String(list.length);
      dataset.keptDrafts = String(drafts.length);
    } catch (error) {
      if (!hasFailed) fail(error);
      hasFailed = true;
    }
  }

  const rests = whenRested(() => {
    if (hasTyped) void saveNow();
  });
  const end = () => {
    if (hasTyped) kept.saveAtEnd({cells: cells.list(), drafts: cells.drafts()});
    hasTyped = false;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") end();
  });
  addEventListener("pagehide", end);

  return {
    drafted() {
      hasTyped = true;
      kept.prepare().catch(() => {}); // why it cannot is said once it is saved
      rests.wait();
    },
    changed(isReaders) {
      // What a link brings is in the link, and what the reader has changed before stays kept.
      if (isReaders) void saveNow();
      else kept.follow();
    },
    async offer({onlyDrafts = false} = {}) {
      try {
        const {edits, complaints} = await kept.left();
        if (complaints.length > 0) return fail(new Error(complaints.join(" ")));
        const [first, ...others] = onlyDrafts
          ? edits.filter(({drafts}) => drafts.length > 0)
          : edits;
        const isThere =
          first?.drafts.length === 0 &&
          JSON.stringify(first.cells) === JSON.stringify(cells.list());
        if (first !== undefined && !isThere) tell(first, others.length);
      } catch (error) {
        fail(error);
      }
    }
  };
}
