import {create} from "d3";
import {actionButton, copyText} from "../../components/buttons.js";
import type {DropZone} from "../../components/drop-zone.js";
import {dropZone} from "../../components/drop-zone.js";

/** What a reader can take home, and bring back. */
export interface TakeHome extends HTMLElement {
  /** Where a model that was taken home is brought back. */
  zone: DropZone;
  /**
   * Shows the command that repeats a run, and whether there is a model to take.
   *
   * @param note what is to be known about the command
   */
  show(command: string, note: string, hasModel: boolean): void;
  /** Says how a download goes. */
  say(text: string): void;
}

/**
 * Returns a button that downloads the model, the command that repeats its run, and a field for the
 * zip of such a model.
 */
export function takeHome(download: () => void): TakeHome {
  const element = create("div").attr("class", "take-home");
  const row = element.append("div").attr("class", "action-buttons");
  const take = row.append(() => actionButton("Download the model", download));
  const copy = row.append(() => actionButton("Copy the command", () => void copyCommand()));
  const status = row.append("span").attr("role", "status").attr("class", "take-status");
  const code = element.append("pre").attr("class", "run-command").append("code");
  const remark = element.append("p").attr("class", "take-note");
  const zone = dropZone({
    label: "A model that was downloaded here",
    hint: "The zip of a model from “Download the model”: it is drawn here, and its plan is set.",
    folder: false
  });
  element.append(() => zone);

  const say = (text: string) => status.text(text);

  async function copyCommand(): Promise<void> {
    const isCopied = await copyText(code.text());
    say(isCopied ? "copied" : "the browser does not let this page copy: select the line below");
  }

  return Object.assign(element.node()!, {
    zone,
    say,
    show(command: string, note: string, hasModel: boolean): void {
      // A line breaks between options, not within one; the text of the whole is the command.
      const options = command.split(/ (?=--\w)/).map((option) => {
        const part = document.createElement("span");
        part.textContent = option;
        return part;
      });
      code
        .node()!
        .replaceChildren(...options.flatMap((part, i) => (i === 0 ? [part] : [" ", part])));
      remark.text(note);
      take.property("disabled", !hasModel);
      copy.property("disabled", command === "");
    }
  });
}
