import {importLater} from "../async/once.js";
import type {FoundSection} from "./search-index.js";

/** The most sections that are listed: who sees more of them adds a word. */
const MOST = 20;

/**
 * Puts a search over all pages on top of the panel of contents, and returns its field: what is typed
 * takes the place of the contents with the sections in which it is found. The texts of the pages
 * are fetched when the first word is typed.
 */
export function equipSearch(panel: HTMLDetailsElement): HTMLInputElement {
  const page = panel.ownerDocument;
  const box = panel.querySelector(".way-panel")!;
  const contents = box.querySelector("ol")!;
  const pages = [...contents.querySelectorAll<HTMLAnchorElement>(":scope > li > a")];
  const names = pages.map((link) => link.querySelector("span")!.textContent);
  const field = Object.assign(page.createElement("input"), {
    type: "search",
    className: "way-search",
    placeholder: "Search all pages",
    ariaLabel: "Search all pages",
    autocomplete: "off",
    enterKeyHint: "go"
  });
  const status = Object.assign(page.createElement("p"), {className: "way-found", role: "status"});
  const list = Object.assign(page.createElement("ol"), {hidden: true});
  box.prepend(field, status, list);

  let opening: Promise<(query: string) => FoundSection[]> | undefined;

  async function show(): Promise<void> {
    const query = field.value.trim();
    if (query === "") return put("", []);
    try {
      opening ??= importLater(() => import("./open-search.js"), "the search").then(({openSearch}) =>
        openSearch()
      );
      const search = await opening;
      // Another letter may have been typed meanwhile.
      if (query !== field.value.trim()) return;
      const found = search(query);
      put(countText(found.length), found.slice(0, MOST).map(row));
    } catch {
      opening = undefined;
      put("The texts of the pages could not be fetched; type again to try once more.", []);
    }
  }

  function put(text: string, rows: readonly HTMLElement[]): void {
    status.textContent = text;
    list.replaceChildren(...rows);
    list.hidden = rows.length === 0;
    contents.hidden = text !== "";
  }

  function row({page: at, anchor, title, excerpt}: FoundSection): HTMLElement {
    const link = page.createElement("a");
    link.href = anchor === "" ? pages[at]!.href : `${pages[at]!.href.replace(/#.*/, "")}#${anchor}`;
    const heading = page.createElement("b");
    heading.textContent = title || names[at]!;
    const place = page.createElement("small");
    place.textContent = title === "" || title === names[at] ? "" : names[at]!;
    const text = page.createElement("span");
    text.append(
      ...excerpt.map((part, i) =>
        i % 2 === 0 ? part : Object.assign(page.createElement("mark"), {textContent: part})
      )
    );
    link.append(heading, place, text);
    const item = page.createElement("li");
    item.append(link);
    return item;
  }

  field.addEventListener("input", () => void show());
  field.addEventListener("keydown", ({key}) => {
    if (key === "Enter") list.querySelector("a")?.click();
  });
  return field;
}

function countText(count: number): string {
  if (count === 0) return "No section has all of these words.";
  if (count > MOST) return `${count} sections; the best ${MOST} are`;
  return count === 1 ? "1 section" : `${count} sections`;
}
