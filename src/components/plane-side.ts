import {create, format} from "d3";
import {latentName} from "./axes.js";
import type {Picture} from "./picture.js";
import {picture} from "./picture.js";

/** What stands beside a latent plane: the image decoded at a place, the place, and its inputs. */
export interface PlaneSide {
  element: HTMLElement;
  /** The image. */
  preview: Picture;
  /** Writes a place in numbers, and a remark on it. */
  say(z: readonly number[], remark: string): void;
}

const twoDecimals = format(".2f");

/** Returns the column beside a plane; the inputs stand below the image, in order. */
export function planeSide(...inputs: HTMLElement[]): PlaneSide {
  const preview = picture({label: "image decoded at the place pointed at in the plane"});
  const side = create("div").attr("class", "plane-side");
  side.append(() => preview);
  const place = side.append("p").attr("class", "place");
  const note = side.append("p").attr("class", "note");
  const element = side.node()!;
  element.append(...inputs);

  function say(z: readonly number[], remark: string): void {
    const coordinates = place.selectAll("span").data(z).join("span").attr("class", "of-z");
    coordinates.text((zi, i) => placeText(zi, i));
    note.text(remark);
  }

  return {element, preview, say};
}

/** Returns one coordinate in words, such as z₁ = −0.52. */
export function placeText(z: number, latent: number): string {
  return `${latentName("z", latent)} = ${twoDecimals(z)}`;
}
