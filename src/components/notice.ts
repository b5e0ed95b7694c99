import {actionButtons} from "./action-buttons.js";

/** A line that says what is going on, and may offer to do something about it. */
export interface Notice extends HTMLElement {
  /** Says something, with buttons; an empty text says nothing. */
  say(text: string, actions?: readonly (readonly [text: string, act: () => void])[]): void;
  /** Says what went wrong. */
  fail(error: unknown): void;
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
    fail(error: unknown): void {
      say(error instanceof Error ? error.message : String(error));
      line.classList.add("failure-line");
    }
  });
}
