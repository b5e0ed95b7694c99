/** What marks a part of a formula, of the prose or of a figure, the widest meaning first. */
const marks = ["term", "symbol"] as const;

/**
 * Lights up, with the class `lit`, all that stands for the same term or symbol as what is pointed
 * at or has the focus: what is marked with `data-term` or `data-symbol` of the same value. What
 * the page says of it, in the `dd` of its entry, is shown beside it.
 *
 * @returns how to stop
 */
export function termLinks(page: Document): () => void {
  const note = termNote(page);
  const show = (event: Event): void => {
    const place = event.target instanceof Element ? markedPlace(event.target) : undefined;
    light(page, place?.id);
    note.show(place);
  };
  const hide = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== "Escape") return;
    light(page, undefined);
    note.show(undefined);
  };
  const listeners: [string, (event: Event) => void][] = [
    ["pointerover", show],
    ["focusin", show],
    ["focusout", hide],
    ["keydown", hide]
  ];
  for (const [type, listener] of listeners) page.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) page.removeEventListener(type, listener);
  };
}

/** A marked part of the page. */
interface MarkedPlace {
  element: Element;
  id: string;
}

/** Returns the term that an element is part of, else the symbol; of nested ones the widest. */
function markedPlace(target: Element): MarkedPlace | undefined {
  for (const mark of marks) {
    let element: Element | undefined;
    let up = target.closest(`[data-${mark}]`);
    for (; up !== null; up = up.parentElement?.closest(`[data-${mark}]`) ?? null) element = up;
    if (element !== undefined) return {element, id: element.getAttribute(`data-${mark}`)!};
  }
  return undefined;
}

function light(page: Document, id: string | undefined): void {
  for (const element of page.querySelectorAll(".lit")) element.classList.remove("lit");
  if (id === undefined) return;
  const same = marks.map((mark) => `[data-${mark}="${CSS.escape(id)}"]`).join(", ");
  for (const element of page.querySelectorAll(same)) element.classList.add("lit");
}

/** Returns what shows the explanation of a symbol under it. */
function termNote(page: Document) {
  const note = page.createElement("div");
  note.className = "symbol-note";
  note.role = "tooltip";
  note.hidden = true;
  return {
    show(place: MarkedPlace | undefined): void {
      const said = place && explanation(page, place);
      note.hidden = said === undefined;
      if (place === undefined || said === undefined) return;
      note.replaceChildren(...Array.from(said.childNodes, (node) => node.cloneNode(true)));
      page.body.append(note);
      const {left, bottom} = place.element.getBoundingClientRect();
      const room = page.documentElement.clientWidth - note.offsetWidth - 20;
      note.style.left = `${Math.max(20, Math.min(left, room)) + scrollX}px`;
      note.style.top = `${bottom + scrollY + 8}px`;
    }
  };
}

/** Returns what the page says of a term, unless that stands there already. */
function explanation(page: Document, {element, id}: MarkedPlace): Element | undefined {
  if (element.closest("dl") !== null || element.closest("figure svg, .exhibit-view"))
    return undefined;
  const entry = page.querySelector(`dt > [data-term="${CSS.escape(id)}"]`);
  return entry?.parentElement?.nextElementSibling ?? undefined;
}
