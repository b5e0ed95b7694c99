/** An element for a cell that a reader adds, as the build writes those of the page. */
export function addedCell(id: string, root: string, block: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.className = "cell added changed";
  element.dataset.cell = id;
  element.dataset.root = root;
  element.dataset.ready = "";
  const text = document.createElement("div");
  text.className = "observablehq-pre-container";
  const pre = document.createElement("pre");
  const code = document.createElement("code");
  code.className = "language-ts";
  pre.append(code);
  text.append(pre);
  const bar = document.createElement("div");
  bar.className = "cell-bar";
  const place = document.createElement("span");
  place.className = "cell-place";
  place.textContent = `added cell ${id.split("+").at(-1)}`;
  bar.append(place);
  element.append(block, text, bar);
  return element;
}

/** Puts an added cell directly after another one, added or not. */
export function placeAfter(cell: HTMLElement, added: HTMLElement): void {
  if (cell.classList.contains("added")) {
    cell.after(added);
    return;
  }
  // Within the cell of the page: a preview counts what stands in the page by itself.
  const present = cell.querySelector(":scope > .cells-added");
  const list = present ?? document.createElement("div");
  list.className = "cells-added";
  list.prepend(added);
  if (present === null) cell.append(list);
}

/** Returns the cell that an added one stands after. */
export function cellBefore(added: HTMLElement): HTMLElement {
  return (added.previousElementSibling ?? added.parentElement!.parentElement) as HTMLElement;
}
