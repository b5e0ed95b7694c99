import {actionButton} from "../components/buttons.js";
import type {CellBox} from "./cell-box.js";
import {cellList, kept, keptDraft, sparePlaces} from "./cell-list.js";
import type {CellEditing, ChangedCell, EditingListener, LoadEditing} from "./changed-cells.js";
import {reloadWithEdits} from "./changed-cells.js";
import {handBack} from "./hand-back.js";
import type {LazyNames} from "./live.js";
import {liveCells} from "./live.js";
import {offers} from "./offers.js";
import {playNames} from "./play-names.js";

/**
 * Returns a promise to what edits the cells of the page.
 *
 * @param names what cells can use beside the names of the page
 */
async function cellEditing(
  names: LazyNames,
  {changed: listChanged, drafted}: EditingListener
): Promise<CellEditing> {
  const places = sparePlaces(document);
  const live = await liveCells(places.probe, names);
  const cells = cellList(places, {live, lazyNames: Object.keys(names), changed, drafted});
  const {allow, offer, isApplying} = offers(cells);
  document.addEventListener("securitypolicyviolation", ({blockedURI}) => {
    if (URL.canParse(blockedURI)) cells.refuseLoad(blockedURI);
  });
  const list = () => cells.changed().map(kept);
  const panel = changedPanel(document, revertAll, handBack(list, pageName()));
  let isTold = false;
  let isReaders = false;

  /** Tells of a change once, however many cells are changed together. */
  function changed(): void {
    isReaders ||= !isApplying();
    if (isTold) return;
    isTold = true;
    queueMicrotask(() => {
      const byReader = isReaders;
      isTold = false;
      isReaders = false;
      allow(list());
      panel.show(cells.changed().map(({box}) => box));
      listChanged(byReader);
    });
  }

  function revertAll(): void {
    for (const cell of cells.changed()) cell.revert();
  }

  function showDrafts(drafts: readonly ChangedCell[]): ChangedCell[] {
    const found = drafts.map((draft) => cells.placed(draft));
    drafts.forEach(({source}, i) => found[i]?.open(source));
    const first = found.find((cell) => cell !== undefined);
    if (first !== undefined) {
      goTo(first.box);
      first.open(); // the focus is to be in its editor
    }
    return drafts.filter((_, i) => found[i] === undefined);
  }

  return {
    edit: (element) => cells.cellOf(element).open(),
    addAfter: (element) => cells.add(element).open(),
    list,
    drafts: () => cells.drafted().map(keptDraft),
    showDrafts,
    offer,
    revertAll
  };
}

/** Returns the name of the page, which its cells’ names begin with. */
function pageName(): string {
  const {cell} = document.querySelector<HTMLElement>("[data-cell]")!.dataset;
  return cell!.slice(0, cell!.lastIndexOf(":"));
}

/** The list of a page’s changed cells, at the edge of its window. */
interface ChangedPanel {
  /** Lists cells; the panel is not there while there are none. */
  show(changed: readonly CellBox[]): void;
}

/**
 * Returns the panel of a page, which stands at its end.
 *
 * @param takeHome what hands the edited page back
 */
function changedPanel(page: Document, revertAll: () => void, takeHome: HTMLElement): ChangedPanel {
  const panel = page.createElement("details");
  panel.className = "changed-cells";
  const summary = page.createElement("summary");
  const list = page.createElement("ul");
  const tools = page.createElement("p");
  tools.append(
    actionButton("Revert all", revertAll),
    actionButton("Reload with edits off", () => reloadWithEdits(page.location, false))
  );
  panel.append(summary, list, tools, takeHome);
  return {
    show(changed) {
      if (changed.length === 0) {
        panel.remove();
        return;
      }
      summary.textContent =
        changed.length === 1 ? "1 changed cell" : `${changed.length} changed cells`;
      list.replaceChildren(
        ...changed.map((box) => {
          const item = page.createElement("li");
          item.append(actionButton(box.place, () => goTo(box)));
          return item;
        })
      );
      if (!panel.isConnected) page.body.append(panel);
    }
  };
}

function goTo({element}: CellBox): void {
  const fold = element.closest("details");
  if (fold !== null) fold.open = true;
  element.scrollIntoView({block: "center"});
  element.querySelector<HTMLElement>(".cell-bar button")?.focus({preventScroll: true});
}

/** Returns a promise to what edits the cells of the page; see CellEditing. */
export const loadEditing: LoadEditing = (listener) => cellEditing(playNames, listener);
