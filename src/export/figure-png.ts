import type {FigureDrawing} from "./figure-svg.js";
import {withPngText} from "./png-text.js";

/**
 * Returns a promise to a drawing as a PNG file of so many pixels for each CSS pixel, with the link
 * to the figure as its text “Source”.
 */
export async function figurePng(
  {text, width, height}: FigureDrawing,
  link: string,
  {scale = 2}: {scale?: number} = {}
): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const plain = await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error("The figure is too large for a PNG.")) : resolve(blob)
      )
    );
    const bytes = new Uint8Array(await plain.arrayBuffer());
    return new Blob([withPngText(bytes, "Source", link)], {type: "image/png"});
  } finally {
    URL.revokeObjectURL(url);
  }
}
