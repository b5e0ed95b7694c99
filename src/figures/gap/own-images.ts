import {actionButtons} from "../../components/buttons.js";
import {drawingPad} from "../../components/drawing-pad.js";
import {dropZone} from "../../components/drop-zone.js";
import type {ImageOption} from "../../components/image-choice.js";
import {inkPixels} from "../../components/picture.js";
import {withValue} from "../../components/with-value.js";
import type {ImageSize} from "../../formats/image-size.js";
import {imageSizeOf, imageValues} from "../../formats/image-size.js";
import {strokeImage} from "../../math/stroke-image.js";
import {readOwnData} from "../../own/reading.js";
import type {OwnImages} from "../../reading/own-images.js";
import {eightBitPixels} from "../../reading/own-images.js";

/** Images of the reader’s own whose posteriors are to be drawn. */
export interface OwnGapImages extends ImageSize {
  options: ImageOption[];
  /** What they are, in a sentence. */
  note: string;
}

/** An input of such images; null while there are none. */
export interface OwnGapImagesInput extends HTMLElement {
  readonly value: OwnGapImages | null;
  /** Says what is wrong with them. */
  fail(error: unknown): void;
}

/** As many as there is room for in a row or two. */
const MOST = 24;

/** Returns a field to drop images on, and a pad to draw one of 28 × 28. */
export function ownGapImages(): OwnGapImagesInput {
  const element = document.createElement("div");
  element.className = "own-gap-images";
  const zone = dropZone({
    label: "Images whose posterior is drawn",
    hint: "Images of the model’s size: IDX, NumPy .npy, CSV, PNG, JPEG or a zip of them. The first ones are offered.",
    read: readOwnData,
    use: offer
  });
  const pad = drawingPad({label: "or draw a digit here"});
  const place = document.createElement("div");
  place.className = "own-gap-pad";
  place.append(
    pad,
    actionButtons(
      [
        ["Use the drawing", useDrawing],
        ["Clear", () => pad.clear()]
      ],
      "the drawing"
    )
  );
  element.append(zone, place);
  let value: OwnGapImages | null = null;

  function set(next: OwnGapImages): void {
    value = next;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function useDrawing(): void {
    const x = strokeImage(pad.value);
    if (x === undefined) return zone.fail("The pad is empty: draw something first.");
    zone.stop();
    const options = [{name: "your drawing", pixels: inkPixels(x)}];
    set({
      width: 28,
      height: 28,
      options,
      note: "The image is your drawing, made like one of MNIST."
    });
  }

  function offer(images: OwnImages): void {
    const {notes} = images;
    const pixels = Uint8ClampedArray.from(eightBitPixels(images));
    const size = imageValues(images);
    const options = Array.from({length: Math.min(MOST, images.count)}, (_, i) => ({
      name: `image ${i + 1} of yours`,
      pixels: pixels.subarray(i * size, (i + 1) * size)
    }));
    const note = ["The images are yours.", ...notes].join(" ");
    set({...imageSizeOf(images), options, note});
  }

  pad.addEventListener("input", (event) => event.stopPropagation());
  return withValue(Object.assign(element, {fail: zone.fail}), {
    get: () => value
  });
}
