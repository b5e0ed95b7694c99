import type {Browser} from "playwright-core";

/** How a picture is kept: its size in pixels, by default its own, and its quality, from 0 to 1. */
export interface WebpOptions {
  width?: number;
  height?: number;
  quality: number;
}

/** Returns a promise to a PNG as a WebP file. */
export async function asWebp(browser: Browser, png: Buffer, options: WebpOptions): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const source = `data:image/png;base64,${png.toString("base64")}`;
    const address = await page.evaluate(encode, {...options, source});
    return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  } finally {
    await page.close();
  }
}

/** Runs in a page. */
async function encode({source, width, height, quality}: WebpOptions & {source: string}) {
  const image = Object.assign(new Image(), {src: source});
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width ?? image.naturalWidth,
    height: height ?? image.naturalHeight
  });
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", quality);
}
