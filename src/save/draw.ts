import {drawSvg} from "./draw-svg.js";
import {isSeen, paint, svgElement} from "./paint.js";

let measuringContext: CanvasRenderingContext2D | undefined; // made with the first text

/** A line of words of one style. */
interface Line {
  text: string;
  left: number;
  right: number;
  top: number;
  height: number;
}

/** Returns the lines of a text where they stand on the page, one `<text>` for each. */
function drawText(node: Text, style: CSSStyleDeclaration): SVGElement[] {
  if (node.data.trim() === "" || style.visibility === "hidden") return [];
  const {fontStyle, fontWeight, fontSize, fontFamily} = style;
  const measuring = (measuringContext ??= document.createElement("canvas").getContext("2d")!);
  measuring.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const {fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent} =
    measuring.measureText("x");
  return linesOf(node).map(({text, left, right, top, height}) => {
    const shown = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    const element = svgElement("text", {
      x: left,
      // The box of a line is as high as its font says, however far lines are apart.
      y: top + (height * ascent) / (ascent + descent),
      "font-family": withFallback(fontFamily),
      "font-size": fontSize
    });
    if (fontStyle !== "normal") element.setAttribute("font-style", fontStyle);
    if (fontWeight !== "400") element.setAttribute("font-weight", fontWeight);
    if (style.textDecorationLine === "underline") {
      element.setAttribute("text-decoration", "underline");
    }
    // Where a program lacks the font, the text keeps its width, and so what follows its place.
    if (shown.trim().length > 1) element.setAttribute("textLength", (right - left).toFixed(2));
    paint(element, "fill", style.color);
    element.textContent = shown.trim();
    return element;
  });
}

function linesOf(node: Text): Line[] {
  const lines: Line[] = [];
  for (const {text, left, right, top, height} of piecesOf(node)) {
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.top - top) < 1 && left >= last.right - 1) {
      // Pieces of one word stand together.
      last.text += left - last.right < 1 ? text : ` ${text}`;
      last.right = right;
    } else lines.push({text, left, right, top, height});
  }
  return lines;
}

/** Returns the words of a text where they stand; letter by letter where a word has been broken. */
function piecesOf(node: Text): Line[] {
  const range = document.createRange();
  return Array.from(node.data.matchAll(/\S+/g)).flatMap(({index, 0: word}) => {
    const whole = piece(range, node, index, word);
    if (whole.length < 2) return whole;
    return Array.from(word).flatMap((letter, i) => piece(range, node, index + i, letter));
  });
}

function piece(range: Range, node: Text, start: number, text: string): Line[] {
  range.setStart(node, start);
  range.setEnd(node, start + text.length);
  const boxes = Array.from(range.getClientRects()).filter(({width}) => width > 0);
  return boxes.map(({left, right, top, height}) => ({text, left, right, top, height}));
}

/** Returns a list of fonts that ends in one that every program has. */
function withFallback(family: string): string {
  const plain = family.replaceAll('"', "'");
  return /\b(?:sans-serif|serif|monospace)$/.test(plain) ? plain : `${plain}, serif`;
}

/**
 * Returns a control of the page as it stands, drawn plainly: a line with its thumb, a box with its
 * tick, a text in a frame.
 */
function drawControl(
  control: HTMLInputElement | HTMLSelectElement,
  style: CSSStyleDeclaration,
  box: DOMRect
): SVGElement[] {
  const color = style.accentColor === "auto" ? style.color : style.accentColor;
  if (control instanceof HTMLSelectElement) {
    return field(control.selectedOptions[0]?.text ?? "", style, box);
  }
  if (control.type === "range") return rangeControl(control, color, box);
  if (control.type === "checkbox" || control.type === "radio") return tick(control, color, box);
  return control.type === "file" ? [] : field(control.value, style, box);
}

function rangeControl(
  {min, max, valueAsNumber}: HTMLInputElement,
  color: string,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const [low, high] = [Number(min === "" ? 0 : min), Number(max === "" ? 100 : max)];
  const radius = Math.min(8, height / 2);
  const share = high > low ? (valueAsNumber - low) / (high - low) : 0;
  const [cx, cy] = [x + radius + share * (width - 2 * radius), y + height / 2];
  const line = (from: number, to: number, opacity: number) =>
    svgElement("path", {
      d: `M${from.toFixed(2)},${cy.toFixed(2)}H${to.toFixed(2)}`,
      "stroke-width": 4,
      "stroke-linecap": "round",
      "stroke-opacity": opacity
    });
  const lines = [line(x + 2, x + width - 2, 0.25), line(x + 2, cx, 1)];
  for (const one of lines) paint(one, "stroke", color);
  const thumb = svgElement("circle", {cx, cy, r: radius});
  paint(thumb, "fill", color);
  return [...lines, thumb];
}

function tick(
  {checked, type}: HTMLInputElement,
  color: string,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const rounding = type === "radio" ? width / 2 : 2;
  const frame = svgElement("rect", {
    x: x + 0.5,
    y: y + 0.5,
    width: width - 1,
    height: height - 1,
    rx: rounding
  });
  paint(frame, "fill", checked ? color : "transparent");
  paint(frame, "stroke", color);
  return [frame];
}

function field(text: string, style: CSSStyleDeclaration, {x, y, width, height}: DOMRect) {
  const frame = svgElement("rect", {x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1});
  frame.setAttribute("fill", "none");
  paint(frame, "stroke", style.borderTopColor);
  const words = svgElement("text", {
    x: x + 5,
    y: y + height / 2 + 0.35 * parseFloat(style.fontSize),
    "font-family": style.fontFamily.replaceAll('"', "'"),
    "font-size": style.fontSize
  });
  paint(words, "fill", style.color);
  words.textContent = text;
  return [frame, words];
}

const sides = ["Top", "Right", "Bottom", "Left"] as const;

/** Returns the background of an element of the page and its borders, where it has any. */
function drawBox(style: CSSStyleDeclaration, box: DOMRect): SVGElement[] {
  const {x, y, width, height} = box;
  const drawn: SVGElement[] = [];
  const borders = sides.map((side) => ({
    width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
    color: style[`border${side}Color`]
  }));
  const even = borders.every(
    (border) => border.width === borders[0].width && border.color === borders[0].color
  );
  const radius = parseFloat(style.borderTopLeftRadius) || 0;
  const rect = (inset: number) =>
    svgElement("rect", {
      x: x + inset,
      y: y + inset,
      width: Math.max(0, width - 2 * inset),
      height: Math.max(0, height - 2 * inset),
      ...(radius > 0 ? {rx: style.borderTopLeftRadius.endsWith("%") ? width / 2 : radius} : {})
    });
  if (isSeen(style.backgroundColor)) {
    const filled = rect(0);
    paint(filled, "fill", style.backgroundColor);
    drawn.push(filled);
  }
  const around = (lineWidth: number, color: string, inset: number) => {
    const line = rect(inset);
    line.setAttribute("fill", "none");
    line.setAttribute("stroke-width", String(lineWidth));
    paint(line, "stroke", color);
    drawn.push(line);
  };
  const [{width: border, color}] = borders;
  if (even && border > 0 && isSeen(color)) around(border, color, border / 2);
  else if (!even) drawn.push(...borders.flatMap((one, i) => edge(i, one, box)));
  const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  if (outline > 0) around(outline, style.outlineColor, -outline / 2);
  return drawn;
}

/** Returns one border of a box, by its number from the top clockwise. */
function edge(
  side: number,
  {width: thick, color}: {width: number; color: string},
  {x, y, width, height}: DOMRect
): SVGElement[] {
  if (thick === 0 || !isSeen(color)) return [];
  const place = [
    {x, y, width, height: thick},
    {x: x + width - thick, y, width: thick, height},
    {x, y: y + height - thick, width, height: thick},
    {x, y, width: thick, height}
  ][side];
  const line = svgElement("rect", place);
  paint(line, "fill", color);
  return [line];
}

/** What is on the page for its readers, and no part of a figure. */
const outside =
  ".exhibit-tools, .code-drawer, .way-back, .figure-save, .predict, .answer, .own-input, .katex-mathml, legend, script, style, noscript, observablehq-loading";

/**
 * Returns an element of the page and all that is in it as SVG, in the coordinates of the window:
 * boxes, lines of text, drawings and images as they stand, one over the other as on the page.
 */
export function drawElement(element: Element): SVGElement[] {
  if (element.matches(outside)) return [];
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!isVisible(element, style, box)) return [];
  if (element instanceof SVGSVGElement) return [drawSvg(element, box)];
  if (element instanceof HTMLCanvasElement || element instanceof HTMLImageElement) {
    return style.visibility === "hidden" ? [] : drawImage(element, box);
  }
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    return style.visibility === "hidden" ? [] : drawControl(element, style, box);
  }
  // An inline element has a box for each of its lines, and nothing here draws boxes for such.
  const isBox = style.display !== "inline" && style.display !== "contents";
  const drawn = [
    ...(isBox && style.visibility !== "hidden" ? drawBox(style, box) : []),
    ...Array.from(element.childNodes).flatMap((child) =>
      child instanceof Text
        ? drawText(child, style)
        : child instanceof Element
          ? drawElement(child)
          : []
    )
  ];
  if (style.opacity === "1" || drawn.length === 0) return drawn;
  const group = svgElement("g", {opacity: style.opacity});
  group.append(...drawn);
  return [group];
}

function isVisible(
  element: Element,
  style: CSSStyleDeclaration,
  {width, height}: DOMRect
): boolean {
  if (style.display === "none" || style.opacity === "0") return false;
  // What is folded in has a box all the same, for whoever asks.
  if (style.display !== "contents" && !element.checkVisibility()) return false;
  // What only screen readers get is cut off on the page.
  return style.display === "contents" || style.clipPath === "none" || (width > 1 && height > 1);
}

/** Returns a canvas or an image of the page in its place, with all its pixels, as PNG. */
export function drawImage(
  source: HTMLCanvasElement | HTMLImageElement,
  {x, y, width, height}: DOMRect
): SVGElement[] {
  const size =
    source instanceof HTMLCanvasElement
      ? {width: source.width, height: source.height}
      : {width: source.naturalWidth, height: source.naturalHeight};
  if (size.width === 0 || size.height === 0) return [];
  const style = getComputedStyle(source);
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d")!;
  // In the dark images of ink are turned over by a filter, which an SVG file might not have.
  if (style.filter !== "none") context.filter = style.filter;
  context.drawImage(source, 0, 0);
  const image = svgElement("image", {
    x,
    y,
    width,
    height,
    preserveAspectRatio: "none",
    href: canvas.toDataURL("image/png")
  });
  if (style.imageRendering === "pixelated") {
    image.setAttribute("style", "image-rendering: optimizeSpeed; image-rendering: pixelated");
  }
  if (style.opacity !== "1") image.setAttribute("opacity", style.opacity);
  return [image];
}
