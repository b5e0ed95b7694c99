/**
 * Lets the drawers of a page’s figures be opened, which hold the code behind each in folds of which
 * one is open at most: by “Code” among the tools of a figure, by links of the text, and by whatever
 * else opens a fold. While one is open the names of all are tabs over it.
 */
export function equipDrawers(page: Document): void {
  page.addEventListener(
    "toggle",
    ({target}) => {
      const drawer = (target as Element).parentElement;
      if (drawer?.matches(".code-drawer")) showTabs(drawer);
    },
    {capture: true} // it does not bubble
  );
  page.addEventListener("click", (event) => {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>(".source-link");
    if (link !== null) {
      event.preventDefault();
      open(page.getElementById(link.hash.slice(1)) as HTMLDetailsElement);
      return;
    }
    const tool = target.closest<HTMLElement>("[data-tool=source]");
    const drawer = tool?.closest("figure")?.querySelector<HTMLElement>(".code-drawer");
    if (!tool || !drawer) return;
    const shown = drawer.querySelector<HTMLDetailsElement>(":scope > [open]");
    if (shown !== null) {
      shown.open = false;
      return;
    }
    const folds = foldsOf(drawer);
    const first = folds.find(({dataset}) => dataset.source === tool.dataset.source) ?? folds[0]!;
    open(first);
    drawer.querySelector<HTMLElement>('.code-tabs [aria-expanded="true"]')!.focus();
  });
}

function open(fold: HTMLDetailsElement): void {
  fold.open = true;
  showTabs(fold.parentElement!); // now, and not with the event: someone may want the focus there
}

function foldsOf(drawer: Element): HTMLDetailsElement[] {
  return [...drawer.querySelectorAll<HTMLDetailsElement>(":scope > details")];
}

/** Lets the tabs of a drawer say which of its folds is open; they are made when one first is. */
function showTabs(drawer: Element): void {
  const folds = foldsOf(drawer);
  let row = drawer.querySelector<HTMLElement>(":scope > .code-tabs");
  if (row === null) {
    row = document.createElement("div");
    row.className = "code-tabs";
    row.role = "group";
    row.ariaLabel = "code of the figure";
    row.append(...folds.map(tabOf));
    drawer.prepend(row);
  }
  folds.forEach((fold, i) => (row.children[i]!.ariaExpanded = String(fold.open)));
}

function tabOf(fold: HTMLDetailsElement): HTMLButtonElement {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.setAttribute("aria-controls", fold.id);
  const isCell = fold.matches(".cell-fold");
  const name = fold.querySelector("summary code")!.cloneNode(true);
  tab.append(isCell ? "cell " : "", name);
  tab.addEventListener("click", () => (fold.open = !fold.open));
  return tab;
}
