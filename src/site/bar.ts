import {lateModule} from "../state/late-module.js";
import {equipUnit, fillLook, keepLook} from "./look.js";

/** How far below the bar a heading may stand and still name what is in view, in CSS pixels. */
const BELOW = 120;

/** So far from its beginning a page shows its bar whichever way it is scrolled, in CSS pixels. */
const TOP = 200;

/**
 * Completes the bar above a page: a way past it, the section in view and how far the page is read, the sections of
 * this page in the panel, the unit of information, and how pages look. A panel closes by Escape, by a press outside and by
 * its own links; the arrow keys move in it.
 */
export function equipBar(page: Document): void {
  const header = page.querySelector<HTMLElement>("#observablehq-header");
  const way = header?.querySelector<HTMLElement>(".way");
  if (!header || !way) return;
  // Framework looks in the text for what a link leads to, and does not find its own element there.
  const skip = Object.assign(page.createElement("a"), {
    className: "way-skip",
    href: "#observablehq-main",
    textContent: "Skip to the text"
  });
  way.prepend(skip);
  const panels = [...way.querySelectorAll("details")];
  for (const panel of panels) equipPanel(panel, panels);
  offerSearch(way.querySelector<HTMLDetailsElement>(".way-contents")!);
  listSections(page, way);
  fillLook(way.querySelector<HTMLFormElement>(".way-look form")!);
  equipUnit(way.querySelector<HTMLButtonElement>(".way-unit")!);
  keepLook();
  followScrolling(page, header, way);
}

/** Lets a panel be closed as panels are, and be walked through by the arrow keys. */
function equipPanel(panel: HTMLDetailsElement, all: readonly HTMLDetailsElement[]): void {
  const summary = panel.querySelector("summary")!;
  const close = () => {
    panel.open = false;
    summary.focus();
  };
  panel.addEventListener("toggle", () => {
    if (!panel.open) return;
    for (const other of all) if (other !== panel) other.open = false;
  });
  document.addEventListener("pointerdown", ({target}) => {
    if (panel.open && !panel.contains(target as Node)) panel.open = false;
  });
  panel.addEventListener("click", ({target}) => {
    if ((target as Element).closest("a")) panel.open = false;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.stopPropagation();
      close();
    }
    const stops = panel.querySelectorAll<HTMLElement>('input[type="search"], a');
    const links = [summary, ...[...stops].filter((stop) => stop.checkVisibility())];
    const at = links.indexOf(event.target as HTMLElement);
    const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (by === undefined || at < 0) return;
    event.preventDefault();
    panel.open = true;
    links.at((at + by) % links.length)?.focus();
  });
}

/**
 * Lets a search over all pages come into the panel of contents when it first opens. Ctrl K, or ⌘ K,
 * opens it from everywhere, and puts the focus in its field.
 */
function offerSearch(panel: HTMLDetailsElement): void {
  const page = panel.ownerDocument;
  let coming: Promise<HTMLInputElement> | undefined;

  function fetchSearch(): Promise<HTMLInputElement> {
    const search = lateModule(() => import("./search.js"), "the search over all pages");
    return search.then(({equipSearch}) => equipSearch(panel));
  }
  panel.addEventListener("toggle", () => {
    if (panel.open) coming ??= fetchSearch();
  });
  page.addEventListener("keydown", async (event) => {
    const {key, ctrlKey, metaKey, altKey, shiftKey} = event;
    if (key.toLowerCase() !== "k" || !(ctrlKey || metaKey) || altKey || shiftKey) return;
    // An editor of a cell has its own use for it.
    if ((event.target as Element).closest?.(".cm-editor")) return;
    event.preventDefault();
    panel.open = true;
    const field = await (coming ??= fetchSearch());
    field.focus();
    field.select();
  });
}

/** Puts the sections and figures of this page under its own row of the panel. */
function listSections(page: Document, way: HTMLElement): void {
  const row = way.querySelector(".way-panel [aria-current]")?.parentElement;
  const links = page.querySelectorAll<HTMLAnchorElement>(".page-contents a");
  if (!row || links.length === 0) return;
  const list = page.createElement("ul");
  for (const link of links) {
    const item = list.appendChild(page.createElement("li"));
    item.append(link.cloneNode(true));
  }
  row.append(list);
}

/** Says which section is in view and how much is read; on a phone the bar makes room. */
function followScrolling(page: Document, header: HTMLElement, way: HTMLElement): void {
  const section = way.querySelector<HTMLElement>(".way-section")!;
  const headings = [
    ...page.querySelectorAll<HTMLElement>("main > h2, main > .mapping h2, main > .exhibit > h3")
  ];
  const narrow = matchMedia("(max-width: 760px)");
  let last = scrollY;
  let waits = false;

  const show = () => {
    waits = false;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < BELOW);
    section.textContent = passed.at(-1)?.textContent ?? "";
    const whole = page.documentElement.scrollHeight - innerHeight;
    way.style.setProperty("--read", String(whole > 0 ? Math.min(1, scrollY / whole) : 0));
    const isOpen = way.querySelector("details[open]") !== null;
    const away = narrow.matches && scrollY > TOP && scrollY > last && !isOpen;
    if (scrollY !== last) header.classList.toggle("away", away);
    last = scrollY;
  };
  addEventListener(
    "scroll",
    () => {
      if (!waits) requestAnimationFrame(show);
      waits = true;
    },
    {passive: true}
  );
  show();
}
