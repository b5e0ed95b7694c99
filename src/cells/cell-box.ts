/** The part of a page that shows the text of a cell: of its own, or of an added one. */
export interface CellBox {
  element: HTMLElement;
  /** The page and which of its cells it is. */
  id: string;
  /** What Framework calls the cell. */
  root: string;
  /** Where it comes from, in words. */
  place: string;
  /** The text that it had at first, without the last line’s end; undefined if it was added. */
  original: string | undefined;
  /** Shows a text in the place of the original one, and marks the cell as changed. */
  show(source: string): void;
  /** Shows the original text again. */
  restore(): void;
  /** Says beside its place whether its editor holds a text that was not run. */
  markDraft(isDraft: boolean): void;
  /** Shows an editor in the place of the text, or the text again. */
  replaceText(editor: HTMLElement | undefined): void;
}

/** Returns the box of an element that the build has written, or that addedCell has made. */
export function cellBox(element: HTMLElement): CellBox {
  const {cell: id, root, file, line} = element.dataset;
  const code = element.querySelector("code.language-ts")!;
  const text = element.querySelector<HTMLElement>(".cell-source, .observablehq-pre-container")!;
  const summary = text.querySelector("summary > code");
  const first = [code, summary].map((part) => Array.from(part?.childNodes ?? []));
  const isAdded = file === undefined;
  const source = code.textContent!.replace(/\n$/, "");
  let editor: HTMLElement | undefined;
  const draftMark = document.createElement("span");
  draftMark.className = "cell-draft";
  draftMark.textContent = ", draft not run";

  return {
    element,
    id: id!,
    root: root!,
    place: isAdded ? `added cell ${id!.split("+").at(-1)}` : `${file}, line ${line}`,
    original: isAdded ? undefined : source,
    show(changed) {
      code.textContent = changed;
      if (summary !== null) summary.textContent = changed.trim().split("\n")[0]!;
      element.classList.add("changed");
    },
    restore() {
      code.replaceChildren(...first[0]!);
      summary?.replaceChildren(...first[1]!);
      element.classList.remove("changed");
    },
    markDraft(isDraft) {
      if (isDraft) element.querySelector(":scope > .cell-bar .cell-place")!.append(draftMark);
      else draftMark.remove();
    },
    replaceText(shown) {
      editor?.remove();
      editor = shown;
      text.hidden = shown !== undefined;
      element.classList.toggle("edited", shown !== undefined);
      if (shown !== undefined) text.after(shown);
    }
  };
}
