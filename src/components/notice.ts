import {actionButton, actionButtons} from "./buttons.js";

/** A line that says what is going on, and may offer to do something about it. */
export interface Notice extends HTMLElement {
  /** Says something, with buttons; an empty text says nothing. */
  say(text: string, actions?: readonly (readonly [text: string, act: () => void])[]): void;
  /** Says what went wrong, with buttons. */
  fail(error: unknown, actions?: readonly (readonly [text: string, act: () => void])[]): void;
}

/** Returns a line that screen readers hear; it is hidden while there is nothing to say. */
export function notice(label: string): Notice {
  const element = document.createElement("div");
  element.className = "notice";
  const line = document.createElement("p");
  line.role = "status";
  element.append(line);

  function say(
    text: string,
    actions: readonly (readonly [text: string, act: () => void])[] = []
  ): void {
    line.textContent = text;
    line.classList.remove("failure-line");
    element.hidden = text === "";
    element.replaceChildren(line, ...(actions.length === 0 ? [] : [actionButtons(actions, label)]));
  }

  say("");
  return Object.assign(element, {
    say,
    fail(error: unknown, actions: Parameters<typeof say>[1] = []): void {
      say(error instanceof Error ? error.message : String(error), actions);
      line.classList.add("failure-line");
    }
  });
}

/** A sentence that covers its place and says why there is nothing to see. */
interface FailureNote extends HTMLElement {
  /** Shows what an error says, with a button to reload the page where it says so. */
  fail(error: unknown): void;
}

/** Returns a note that is hidden until something fails; hide it again where that is over. */
export function failureNote(): FailureNote {
  const note = document.createElement("p");
  note.className = "failure";
  note.role = "alert";
  note.hidden = true;
  return Object.assign(note, {
    fail(error: unknown): void {
      const said = document.createElement("span");
      said.textContent = error instanceof Error ? error.message : String(error);
      note.replaceChildren(said);
      if (/\b(re)?load the page\b/.test(said.textContent)) {
        note.append(
          " ",
          actionButton("Reload", () => location.reload())
        );
      }
      note.hidden = false;
    }
  });
}

/** Something that can say why it has nothing to show. */
export interface Place {
  fail(error: unknown): void;
}

/**
 * Returns a promise of the same value that never rejects: instead each place says what went
 * wrong and the promise stays pending, so that whatever waits for it stays as it is.
 */
export function failInPlace<T>(promise: Promise<T>, ...places: Place[]): Promise<T> {
  return promise.catch((error: unknown) => {
    for (const place of places) place.fail(error);
    return new Promise<T>(() => {});
  });
}
