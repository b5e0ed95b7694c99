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

/** Up to so many pixels, a picture is stored as it is: digits have hard edges. */
const SMALL = 120 * 120;

/** The quality of larger pictures, clouds of dots above all. */
const QUALITY = 0.85;

/** Puts a picture of what it shows in the place of each canvas; one without size goes. */
export function paintCanvases(root: Element): void {
  for (const canvas of root.querySelectorAll("canvas")) {
    const {width} = canvas.getBoundingClientRect();
    if (canvas.width * canvas.height === 0 || width === 0) canvas.remove();
    else canvas.replaceWith(picture(canvas));
  }
}

function picture(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = document.createElement("img");
  const look = getComputedStyle(canvas);
  const isSmall = canvas.width * canvas.height <= SMALL;
  image.src = isSmall ? canvas.toDataURL("image/png") : canvas.toDataURL("image/webp", QUALITY);
  image.className = canvas.className;
  image.alt = canvas.ariaLabel ?? "";
  image.width = canvas.width;
  image.height = canvas.height;
  for (const name of STYLES) image.style.setProperty(name, look.getPropertyValue(name));
  image.style.height = look.position === "absolute" ? look.height : "auto";
  image.style.maxWidth = "100%";
  return image;
}
