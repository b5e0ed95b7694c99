/** What a picture takes over from the canvas in whose place it stands. */
const STYLES = [
  "display",
  "position",
  "inset",
  "width",
  "aspect-ratio",
  "grid-area",
  "image-rendering",
  "border",
  "border-radius",
  "opacity",
  "z-index",
  "mix-blend-mode",
  "box-sizing"
];

/** The most pixels of a picture that is stored as it is: digits have hard edges. */
const SMALL = 120 * 120;

/** The quality of larger pictures, clouds of dots above all. */
const QUALITY = 0.5;

/**
 * Puts a picture of what it shows in the place of each canvas, and its contents in that of an
 * image’s address; one without size goes.
 *
 * @param drawn what a browser shows
 * @param copy a copy of it, which is changed
 */
export function paintCanvases(drawn: Element, copy: Element): void {
  const places = [...copy.querySelectorAll("canvas")];
  for (const [i, canvas] of drawn.querySelectorAll("canvas").entries()) {
    const isSeen = canvas.width * canvas.height > 0 && canvas.getBoundingClientRect().width > 0;
    if (isSeen) places[i].replaceWith(picture(canvas));
    else places[i].remove();
  }
  for (const [i, image] of drawn.querySelectorAll("img").entries()) {
    if (!image.src.startsWith("blob:")) continue;
    copy.querySelectorAll("img:not(.was-canvas)")[i].setAttribute("src", contents(image));
  }
}

/** Returns an image as an address that holds it. */
function contents(image: HTMLImageElement): string {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")!.drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", QUALITY);
}

function picture(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = document.createElement("img");
  const look = getComputedStyle(canvas);
  const isSmall = canvas.width * canvas.height <= SMALL;
  image.src = isSmall ? canvas.toDataURL("image/png") : canvas.toDataURL("image/webp", QUALITY);
  image.className = `${canvas.className} was-canvas`.trim();
  image.alt = canvas.ariaLabel ?? "";
  image.width = canvas.width;
  image.height = canvas.height;
  for (const name of STYLES) image.style.setProperty(name, look.getPropertyValue(name));
  image.style.height = look.position === "absolute" ? look.height : "auto";
  image.style.maxWidth = "100%";
  return image;
}
