import {create} from "d3";
import type {Channels} from "../formats/image-size.js";
import {picture} from "./picture.js";
import {withValue} from "./with-value.js";

/** An image to choose. */
export interface ImageOption {
  /** What a screen reader calls it. */
  name: string;
  /** 8-bit pixels, row-major, 0 paper … 255 ink. */
  pixels: Uint8ClampedArray;
  /** How many of them are in a row; defaults to 28. */
  columns?: number;
  /** The numbers of one; defaults to 1. */
  channels?: Channels;
  /** What stands under it; defaults to nothing. */
  caption?: string;
}

/** A choice of one among some images; its input event says that the reader has chosen. */
export interface ImageChoice extends HTMLFieldSetElement {
  /** The number of the image, from 0; setting it says nothing. */
  value: number;
}

/** Returns radio buttons that are images; the first one is chosen. */
export function imageChoice(options: readonly ImageOption[], label: string): ImageChoice {
  const fieldset = create("fieldset").attr("class", "image-choice");
  fieldset.append("legend").text(label);
  let value = 0;
  // Radio buttons of one name exclude each other throughout the page.
  const name = `images-${label}`;
  const inputs = options.map(({name: text, pixels, columns, channels, caption}, i) => {
    const row = fieldset.append("label");
    const input = row.append("input").attr("type", "radio").attr("name", name);
    input.attr("aria-label", text).on("input", () => (value = i));
    const image = picture({label: text});
    image.draw(pixels, columns, channels);
    row.append(() => image);
    if (caption !== undefined) row.append("span").attr("class", "caption").text(caption);
    return input.node()!;
  });

  function set(next: number): void {
    value = next;
    inputs.forEach((input, i) => (input.checked = i === value));
  }

  set(value);
  return withValue(fieldset.node()!, {
    get: () => value,
    set
  });
}

/** An image that a reader can choose. */
export interface OfferedImage {
  /** What a screen reader calls it. */
  name: string;
  /** Its pixels, each in [0, 1], row-major; 1 is ink. */
  x: Float32Array;
}
