/** What marks a part of a formula, of the prose or of a figure, the widest meaning first. */
const marks = ["term", "symbol"] as const;

/**
 * Shows what a reference to an equation or a work refers to beside it, while it is pointed at or has
 * the focus, and lights up, with the class `lit`, all that stands for the same term or symbol as what is pointed
 * at or has the focus: what is marked with `data-term` or `data-symbol` of the same value. What
 * the page says of it, in the `dd` of its entry, is shown beside it likewise.
 *
 * @returns how to stop
 */
export function termLinks(page: Document): () => void {
  const note = termNote(page);
  const show = (event: Event): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    const reference = target?.closest<HTMLElement>("a[data-note]");
    if (reference) {
      light(page, undefined);
      note.show(reference, notesOf(page, reference.dataset.note!));
      return;
    }
    const place = target && markedPlace(target);
    light(page, place?.id);
    note.show(place?.element, place && explanation(page, place)?.childNodes);
  };
  const touch = (event: Event): void => {
    if ((event as PointerEvent).pointerType !== "mouse") show(event);
  };
  let under: EventTarget | null = null; // the mouse
  // A mouse points by moving: where the page moves under one that rests, what is lit stays lit.
  const move = (event: Event): void => {
    if ((event as PointerEvent).pointerType !== "mouse" || event.target === under) return;
    under = event.target;
    show(event);
  };
  const hide = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== "Escape") return;
    light(page, undefined);
    note.show(undefined, undefined);
  };
  const listeners: [string, (event: Event) => void][] = [
    ["pointerover", touch],
    ["pointermove", move],
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

/** Returns what shows the explanation of a symbol or a reference under it. */
function termNote(page: Document) {
  const note = page.createElement("div");
  note.className = "symbol-note";
  note.role = "tooltip";
  note.hidden = true;
  return {
    show(element: Element | undefined, said: Iterable<Node> | undefined): void {
      note.hidden = said === undefined;
      if (element === undefined || said === undefined) return;
      note.replaceChildren(...Array.from(said, (node) => node.cloneNode(true)));
      page.body.append(note);
      const {left, bottom} = element.getBoundingClientRect();
      const room = page.documentElement.clientWidth - note.offsetWidth - 20;
      note.style.left = `${Math.max(20, Math.min(left, room)) + scrollX}px`;
      note.style.top = `${bottom + scrollY + 8}px`;
    }
  };
}

/** Returns what a reference refers to: the note that the page carries, or what stands on the page. */
function notesOf(page: Document, id: string): Iterable<Node> | undefined {
  const note = page.querySelector<HTMLTemplateElement>(
    `template[data-note-of="${CSS.escape(id)}"]`
  );
  return note?.content.childNodes ?? page.getElementById(id)?.childNodes;
}

/** Returns what the page says of a term, unless that stands there already. */
function explanation(page: Document, {element, id}: MarkedPlace): Element | undefined {
  if (element.closest("dl") !== null || element.closest("figure svg, .exhibit-view"))
    return undefined;
  const entry = page.querySelector(`dt > [data-term="${CSS.escape(id)}"]`);
  return entry?.parentElement?.nextElementSibling ?? undefined;
}
