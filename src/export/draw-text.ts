import {paint, svgElement} from "./svg-paint.js";

const context = document.createElement("canvas").getContext("2d")!;

/** A line of words of one style. */
interface Line {
  text: string;
  left: number;
  right: number;
  top: number;
  height: number;
}

/** Returns the lines of a text where they stand on the page, one `<text>` for each. */
export function drawText(node: Text, style: CSSStyleDeclaration): SVGElement[] {
  if (node.data.trim() === "" || style.visibility === "hidden") return [];
  const {fontStyle, fontWeight, fontSize, fontFamily} = style;
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const {fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent} = context.measureText("x");
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
    // Where the font is not at hand, what follows still stands beside it.
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
