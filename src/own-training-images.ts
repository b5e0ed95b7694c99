import {actionButton} from "./components/buttons.js";
import {dataPreview} from "./components/data-preview.js";
import type {ChosenFile} from "./components/drop-zone.js";
import {dropZone} from "./components/drop-zone.js";
import {readOwnData} from "./own/reading.js";
import type {TrainingPage} from "./training-page.js";
import {splitOwnImages} from "./training/own-images.js";

/** Returns a field for images of the reader’s own, and what they are once they are read. */
export function ownTrainingImages({figure, useOwn}: TrainingPage): HTMLElement {
  const element = document.createElement("div");
  const zone = dropZone({
    label: "Images of your own",
    hint: "IDX (one file or a pair, gzip or not), NumPy .npy, PNG images or a zip of them: grey, up to 64 × 64 pixels. They stay in this browser."
  });
  const preview = document.createElement("div");
  element.append(zone, preview);
  let controller = new AbortController();

  async function read(): Promise<void> {
    controller.abort();
    controller = new AbortController();
    const {signal} = controller;
    preview.replaceChildren();
    zone.say("reading…");
    const images = await readOwnData(zone.value, {
      signal,
      onProgress: (done, of) => zone.say(`reading: ${done} of ${of}`)
    });
    if (signal.aborted) return;
    const split = {...splitOwnImages(images), files: topNames(zone.value)};
    zone.say("");
    const use = actionButton("Train on these", () => {
      useOwn(split);
      figure.scrollIntoView({block: "start"});
    });
    const row = document.createElement("div");
    row.className = "action-buttons";
    row.append(use);
    preview.replaceChildren(dataPreview(images), row);
  }

  zone.addEventListener("input", () => {
    read().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === "AbortError")) zone.fail(error);
    });
  });
  return element;
}

/** Returns the files and folders that were chosen, without what lies in the folders. */
function topNames(chosen: readonly ChosenFile[]): string[] {
  return [...new Set(chosen.map(({path}) => path.split("/")[0]))];
}
