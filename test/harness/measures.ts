import type {Page} from "playwright-core";

/** What is drawn on a page, in CSS pixels as they are drawn. */
export interface Measures {
  /** The top of the first figure, from the top of the page; undefined if it has none. */
  firstFigure: number | undefined;
  /** For each size of text, in whole pixels, what is set in it first. */
  sizes: Record<number, string>;
  /** Text that is smaller than 13 pixels. */
  small: string[];
  /** What is to be pressed or dragged and is less than 44 pixels high or wide. */
  narrow: string[];
  /** Labels of a drawing that lie over each other. */
  overlapping: string[];
  /** From the top of what a figure draws to the end of what is marked as its readout. */
  readouts: Record<string, number>;
}

/**
 * Returns what is drawn on a page as it stands. Formulas, and indices in other text, are left out;
 * so are targets in a line of prose or a cell of a table, and the curves and grids of a chart, which
 * the arrow keys and a touch nearby reach as well.
 */
export async function measure(page: Page): Promise<Measures> {
  await page.evaluate("globalThis.__name = (named) => named"); // the compiler names functions by it
  return page.evaluate(() => {
    const isSeen = (element: Element) => {
      if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
      // What only screen readers get is cut off.
      for (let each: Element | null = element; each !== null; each = each.parentElement)
        if (getComputedStyle(each).clipPath.startsWith("inset(50%")) return false;
      return true;
    };
    const nameOf = (element: Element) => {
      const text = (element.textContent || element.getAttribute("aria-label") || "").trim();
      const place = element.closest("figure")?.id ?? "";
      return `${element.tagName.toLowerCase()} “${text.slice(0, 40)}” ${place}`;
    };
    const sizeOf = (element: Element) => {
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (!(element instanceof SVGGraphicsElement)) return size;
      const {a, b} = element.getScreenCTM()!;
      return size * Math.hypot(a, b);
    };

    const sizes: Record<number, string> = {};
    const small: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (node.textContent!.trim() === "" || !isSeen(parent)) continue;
      if (parent.closest(".katex, sub, sup, .index, script, style, noscript, option")) continue;
      const size = sizeOf(parent);
      sizes[Math.round(size)] ??= nameOf(parent);
      if (size < 12.9) small.push(`${size.toFixed(1)}: ${nameOf(parent)}`);
    }

    const targets =
      "button, select, summary, input, textarea, [role=slider], .exhibit-tools a, .source-link";
    const narrow = [...document.querySelectorAll(targets)].flatMap((element) => {
      if (!isSeen(element) || element.matches("svg [role=slider]:not(.mark)")) return [];
      const inLine = element.closest("p, li, td, dd");
      if (inLine !== null && inLine.closest(".exhibit-view, .way") === null) return [];
      const grip = element.querySelector(":scope > .grip") ?? element;
      const boxes = [grip, element.closest("label") ?? grip].map((one) =>
        one.getBoundingClientRect()
      );
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const isWide = width === 0 || (width >= 43.5 && height >= 43.5);
      return isWide ? [] : [`${Math.round(width)} × ${Math.round(height)}: ${nameOf(element)}`];
    });

    const overlapping = [...document.querySelectorAll("main svg:not(svg svg)")].flatMap((svg) => {
      const labels = [...svg.querySelectorAll("text")].filter(
        (text) => isSeen(text) && text.textContent!.trim() !== ""
      );
      const boxes = labels.map((label) => label.getBoundingClientRect());
      return boxes.flatMap((a, i) =>
        boxes.slice(i + 1).flatMap((b, j) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          // A box is higher than its letters: lines that are set close share some of it.
          const isOver = across > 2 && down > 0.4 * Math.min(a.height, b.height);
          return isOver ? [`${nameOf(labels[i]!)} / ${nameOf(labels[i + 1 + j]!)}`] : [];
        })
      );
    });

    const readouts: Record<string, number> = {};
    for (const readout of document.querySelectorAll("[data-readout]")) {
      const figure = readout.closest("figure")!;
      const {top} = figure.querySelector(".exhibit-view")!.getBoundingClientRect();
      const height = Math.round(readout.getBoundingClientRect().bottom - top);
      readouts[figure.id] = Math.max(readouts[figure.id] ?? 0, height);
    }
    const first = document.querySelector("main .board, main .exhibit")?.getBoundingClientRect();
    return {firstFigure: first && first.top + scrollY, sizes, small, narrow, overlapping, readouts};
  });
}
