import type {Locator, Page} from "playwright-core";
import type {ChangedCell, ChangedCells} from "../../src/cells/changed-cells.js";

/** Returns the part of a page that shows the text of a cell. */
export function cellOf(page: Page, id: string): Locator {
  return page.locator(`.cell[data-cell="${id}"]`);
}

/** Returns the place where a cell shows its value or its error. */
export function shownBy(cell: Locator): Locator {
  return cell.locator("xpath=preceding-sibling::*[1]");
}

/** Opens the editor of a cell, if it is not open, and waits for it. */
export async function openEditor(cell: Locator): Promise<Locator> {
  const editor = cell.locator(":scope > .cell-editor .cm-content");
  if ((await editor.count()) === 0) {
    await cell.locator(":scope > .cell-bar").getByRole("button", {name: "Edit"}).click();
  }
  await editor.waitFor();
  return editor;
}

/** Puts a text into the open editor of a cell, and runs it by Ctrl-Enter. */
export async function runText(cell: Locator, text: string): Promise<void> {
  const editor = await typeText(cell, text);
  await editor.press("ControlOrMeta+Enter");
}

/** Puts a text into the open editor of a cell, and does not run it; returns the editor. */
export async function typeText(cell: Locator, text: string): Promise<Locator> {
  const editor = await openEditor(cell);
  await editor.click();
  await editor.press("ControlOrMeta+a");
  await cell.page().keyboard.insertText(text);
  return editor;
}

/** Calls the changed cells of a page, in the page. */
async function call<T>(
  page: Page,
  act: "list" | "offer" | "revertAll",
  cells: readonly ChangedCell[] = []
): Promise<T> {
  return page.evaluate(
    async ([method, given]) => {
      const loaded = performance.getEntriesByType("resource").map(({name}) => name);
      const address = loaded.find((name) => /\/site-walkthrough\.[^/]*\.js$/.test(name))!;
      const {pageCells} = (await import(address)) as {pageCells: ChangedCells};
      const result = pageCells[method](given);
      return (method === "list" ? result : undefined) as never; // an offer waits for the reader
    },
    [act, cells] as const
  );
}

/** Returns the changed cells of a page. */
export function changedList(page: Page): Promise<ChangedCell[]> {
  return call(page, "list");
}

/** Offers cells to a page, as a link does. */
export function offerCells(page: Page, cells: readonly ChangedCell[]): Promise<void> {
  return call(page, "offer", cells);
}

/** Resolves when the page has drawn twice: cells that run at once have run. */
export async function drawnTwice(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(0))))
  );
}
