import {actionButton, copyText} from "./buttons.js";

/** A command for a terminal, with a button that copies it. */
export interface CommandLine extends HTMLElement {
  /** Shows a command; with an empty one there is nothing to copy. */
  show(command: string): void;
  /** Says something beside the buttons, such as how a download goes. */
  say(text: string): void;
}

/**
 * Returns a place for a command, which shows none yet.
 *
 * @param before buttons that stand before the one that copies
 */
export function commandLine(...before: HTMLButtonElement[]): CommandLine {
  const element = document.createElement("div");
  const row = document.createElement("div");
  row.className = "action-buttons";
  const copy = actionButton("Copy the command", () => void copyCommand());
  const status = document.createElement("span");
  status.className = "command-status";
  status.role = "status";
  row.append(...before, copy, status);
  const block = document.createElement("pre");
  block.className = "command";
  const code = document.createElement("code");
  block.append(code);
  element.append(row, block);

  const say = (text: string) => void (status.textContent = text);

  async function copyCommand(): Promise<void> {
    const isCopied = await copyText(code.textContent!);
    say(isCopied ? "copied" : "the browser does not let this page copy: select the line below");
  }

  function show(command: string): void {
    if (command === code.textContent) return;
    // A line breaks between options, not within one; the text of the whole is the command.
    const options = command.split(/ (?=--\w)/).map((option) => {
      const part = document.createElement("span");
      part.textContent = option;
      return part;
    });
    code.replaceChildren(...options.flatMap((part, i) => (i === 0 ? [part] : [" ", part])));
    copy.disabled = command === "";
  }

  copy.disabled = true;
  return Object.assign(element, {show, say});
}
