import {create} from "d3";
import type {PadLine} from "../../components/drawing-pad.js";
import {drawingPad} from "../../components/drawing-pad.js";
import type {ImageChoice, OfferedImage} from "../../components/image-choice.js";
import {imageChoice} from "../../components/image-choice.js";
import {inkPixels} from "../../components/picture.js";
import {wholeIn} from "../../state/kinds.js";
import {keep} from "../../state/page-state.js";

/** An input of an image x that is drawn, or chosen; undefined where the pad is empty. */
interface ImageSource extends HTMLElement {
  readonly value: Float32Array | undefined;
  /** The number of the image that is chosen; −1 where the pad is drawn on, or empty. */
  readonly chosen: number;
  /** Offers images to choose from, and takes the one of this number, without an event. */
  offer(images: readonly OfferedImage[], chosen: number): void;
  /** Takes one of the images as if the reader had chosen it. */
  choose(image: number): void;
}

const none = -1;

/**
 * Returns a pad to draw on, a button that clears it, and images to choose from.
 *
 * @param toImage returns the image that a drawing makes, undefined for an empty one
 */
export function imageSource(
  toImage: (lines: readonly PadLine[]) => Float32Array | undefined
): ImageSource {
  const pad = drawingPad({label: "draw a digit here"});
  const root = create("div").attr("class", "image-source");
  const element = root.node()!;
  element.append(pad);
  const clear = root.append("button").attr("type", "button").text("Clear");
  let images: readonly OfferedImage[] = [];
  let choice: ImageChoice | undefined;
  let value: Float32Array | undefined;

  /** Empties the pad, and marks one of the images as chosen, or none. */
  function mark(image: number): void {
    pad.clear();
    if (choice !== undefined) choice.value = image;
    value = images[image]?.x;
  }
  function tell(): void {
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  pad.addEventListener("input", (event) => {
    event.stopPropagation();
    if (choice !== undefined) choice.value = none;
    value = toImage(pad.value);
    tell();
  });
  clear.on("click", () => {
    mark(none);
    tell();
  });

  function offer(next: readonly OfferedImage[], chosen: number): void {
    images = next;
    choice?.remove();
    const options = images.map(({name, x}) => ({name, pixels: inkPixels(x)}));
    choice = imageChoice(options, "an image to encode");
    choice.addEventListener("input", (event) => {
      event.stopPropagation();
      choose(choice!.value);
    });
    element.append(choice);
    mark(chosen);
  }
  function choose(image: number): void {
    mark(image);
    tell();
  }

  return Object.defineProperties(Object.assign(element, {offer, choose}), {
    value: {get: () => value},
    chosen: {get: () => choice?.value ?? none}
  }) as unknown as ImageSource;
}

/** Keeps which of the offered images is chosen; what is drawn on the pad is not kept. */
export function keepImage(name: string, source: ImageSource, count: number, first: number): void {
  const kind = wholeIn([0, count - 1]);
  const rested = keep(name, {
    read: () => (source.chosen === first || source.chosen < 0 ? undefined : source.chosen),
    write(json) {
      const image = json === undefined ? first : kind.fromJson(json);
      if (image !== source.chosen) source.choose(image);
    }
  });
  source.addEventListener("input", rested);
}
