import type {DataRow} from "../../components/figure-data.js";
import {giveData, pixelRows} from "../../components/figure-data.js";
import type {ImageSize} from "../../formats/image-size.js";
import {memoryContext, picture, sheetPixels} from "../../components/picture.js";

/** A sheet of what a decoder makes of latent points. */
export interface TrainingSheet extends HTMLElement {
  /**
   * Draws n² images, row by row.
   *
   * @param pixels 8 bits, row-major [n², height, width, channels]
   */
  show(pixels: Uint8ClampedArray, image: ImageSize): void;
  /** Shows a recorded sheet instead, with what it is. */
  showRecorded(url: string, label: string): void;
}

/** Returns a place for a sheet of n² images. */
export function trainingSheet(n: number): TrainingSheet {
  const element = document.createElement("div");
  element.className = "training-sheet";
  const recorded = document.createElement("img");
  recorded.alt = "";
  recorded.hidden = true;
  giveData(recorded, "the recorded sheet", () => (recorded.hidden ? [] : imageRows(recorded)));
  const live = picture({width: n * 28, height: n * 28, label: "what the decoder draws"});
  live.hidden = true;
  element.append(recorded, live);

  return Object.assign(element, {
    show(pixels: Uint8ClampedArray, image: ImageSize): void {
      const {width, height, channels} = image;
      element.style.aspectRatio = `${width} / ${height}`;
      live.draw(sheetPixels(pixels, n, image), n * width, channels);
      live.hidden = false;
      recorded.hidden = true;
    },
    showRecorded(url: string, label: string): void {
      recorded.src = url;
      recorded.alt = label;
      element.style.aspectRatio = "1";
      live.hidden = true;
      recorded.hidden = false;
    }
  });
}

/** Returns the rows of an image’s pixels; none before it has come. */
function imageRows(image: HTMLImageElement): DataRow[] {
  const {naturalWidth: width, naturalHeight: height} = image;
  if (width === 0) return [];
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = memoryContext(canvas);
  context.drawImage(image, 0, 0);
  return pixelRows(context);
}
