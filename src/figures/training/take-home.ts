import {create} from "d3";
import {actionButton} from "../../components/buttons.js";
import {commandLine} from "../../components/command-line.js";
import type {DropZone, FileUse} from "../../components/drop-zone.js";
import {dropZone} from "../../components/drop-zone.js";
import type {ShownModel} from "../../training/open-zip.js";

/** A model to download, and a field that opens such a download again. */
export interface TakeHome extends HTMLElement {
  /** Opens the zip of a model that was downloaded here. */
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

/** What its button and its field do. */
export interface TakeHomeActions {
  download(): void;
  /** What the zip of a model is for. */
  zip: FileUse<ShownModel>;
}

/**
 * Returns a button that downloads the model, the command that repeats its run, and a field for the
 * zip of such a model.
 */
export function takeHome({download, zip}: TakeHomeActions): TakeHome {
  const element = create("div").attr("class", "take-home");
  const take = actionButton("Download the model", download);
  const line = commandLine(take);
  element.append(() => line);
  const remark = element.append("p").attr("class", "take-note");
  const zone = dropZone({
    label: "A model that was downloaded here",
    hint: "The zip of a model from “Download the model”: it is drawn here, and its plan is set.",
    folder: false,
    ...zip
  });
  element.append(() => zone);
  return Object.assign(element.node()!, {
    zone,
    say: line.say,
    show(command: string, note: string, hasModel: boolean): void {
      line.show(command);
      remark.text(note);
      take.disabled = !hasModel;
    }
  });
}
