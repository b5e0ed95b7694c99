/** Attributes of drawings that are lengths, in pixels of the drawing. */
const LENGTHS = "d,points,x,y,x1,y1,x2,y2,cx,cy,r,rx,ry,width,height".split(",");

/** Rounds lengths in drawings to a hundredth of a pixel: half of a drawing is digits that none see. */
export function roundDrawings(root: Element): void {
  for (const element of root.querySelectorAll("svg *")) {
    // What is drawn in another scale, such as a lattice stretched to a plane, needs its digits.
    if (element.closest("[transform*='scale'], [transform*='matrix'], pattern, marker") !== null) {
      continue;
    }
    for (const name of LENGTHS) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, roundedText(value));
    }
  }
}

/** Returns text with its numbers of more than two decimals rounded to two. */
export function roundedText(text: string): string {
  return text.replaceAll(/-?\d*\.\d{3,}(?:e-?\d+)?/g, (number) => String(round(Number(number))));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
