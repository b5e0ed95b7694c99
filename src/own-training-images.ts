import {actionButton} from "./components/action-buttons.js";
import {dataPreview} from "./components/data-preview.js";
import {dropZone} from "./components/drop-zone.js";
import {readOwnData} from "./own-data.js";
import {eightBitPixels} from "./reading/own-images.js";
import type {OwnImages} from "./reading/own-images.js";
import type {TrainingPage} from "./training-page.js";
import type {LoadedImages} from "./training-source.js";

/** One image in so many is held out, and not more than so many in all. */
const HELD_OUT_SHARE = 10;
const MOST_HELD_OUT = 2000;

/** There are colors for so many classes. */
const MOST_CLASSES = 10;

/** Returns images split into those to train on and the last ones, which are held out. */
export function splitOwnImages(images: OwnImages): LoadedImages {
  const {count, width, height, labels} = images;
  if (count < 2) throw new Error(`invalid images: ${count}, expected at least 2: one is held out`);
  const held = Math.min(MOST_HELD_OUT, Math.ceil(count / HELD_OUT_SHARE));
  const size = width * height;
  const pixels = eightBitPixels(images);
  const kept = count - held;
  return {
    train: {pixels: pixels.subarray(0, kept * size), count: kept},
    heldOut: {pixels: pixels.subarray(kept * size), count: held},
    width,
    height,
    ...(labels === undefined ? {} : namedLabels(labels.slice(kept)))
  };
}

/** Returns labels with their names, which are numbers; too many for colors are left out. */
function namedLabels(labels: Uint8Array): Pick<LoadedImages, "labels" | "classNames"> {
  const most = labels.reduce((a, b) => Math.max(a, b), 0);
  if (most >= MOST_CLASSES) return {};
  return {labels, classNames: Array.from({length: most + 1}, (_, label) => String(label))};
}

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
    const split = splitOwnImages(images);
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
