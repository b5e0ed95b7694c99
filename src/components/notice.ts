import {actionButtons} from "./buttons.js";

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
interface FailureNote extends HTMLElement, Place {}

/** Returns a note that is hidden until something fails; hide it again where that is over. */
export function failureNote(): FailureNote {
  const note = document.createElement("div");
  note.className = "failure";
  note.role = "alert";
  note.hidden = true;
  return Object.assign(note, {
    fail(error: unknown, again?: () => void): void {
      const said = document.createElement("span");
      said.textContent = error instanceof Error ? error.message : String(error);
      note.replaceChildren(said);
      if (/\b(re)?load the page\b/.test(said.textContent)) {
        const actions: [text: string, act: () => void][] = [["Reload", () => location.reload()]];
        if (again !== undefined) actions.unshift(["Try again", retry(again)]);
        note.append(actionButtons(actions, "what could not be loaded"));
      }
      note.hidden = false;
    }
  });

  function retry(again: () => void): () => void {
    return () => {
      note.textContent = "Trying again…";
      again();
    };
  }
}

/** Something that can say why it has nothing to show. */
export interface Place {
  /**
   * Shows what an error says; where it speaks of loading the page anew, with a button that does so.
   *
   * @param again tries anew without that, by a button of its own
   */
  fail(error: unknown, again?: () => void): void;
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

/**
 * Returns a promise to what is loaded. Where that fails each place says why, with a button to try
 * again, and the promise waits until it is loaded.
 */
export function untilLoaded<T>(load: () => Promise<T>, ...places: Place[]): Promise<T> {
  return new Promise((resolve) => {
    const attempt = (): void =>
      void load().then(resolve, (error: unknown) => {
        for (const place of places) place.fail(error, attempt);
      });
    attempt();
  });
}
