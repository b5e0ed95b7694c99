import type {Locator, Page} from "playwright-core";
import {middleOf, type Place} from "./board.js";

/** The figure of section 1. */
export interface EncodePage {
  /** Where one draws. */
  pad: Locator;
  /** The image as the encoder sees it. */
  seen: Locator;
  /** Sixteen images. */
  sheet: Locator;
  /** The images to choose from. */
  images: Locator;
  /** Returns a promise to μ₁, σ₁, μ₂, σ₂ as they are written. */
  numbers(): Promise<string[]>;
}

/** An ellipse or a circle, in the coordinates of its drawing. */
export interface Round {
  cx: number;
  cy: number;
  rx: number;
  ry: number;
}

/** Returns the figure, once it shows an image. */
export async function encodePage(page: Page): Promise<EncodePage> {
  const figure = page.locator("#encode");
  await figure
    .locator(".posterior-numbers")
    .getByText(/\d\.\d\d\d/)
    .first()
    .waitFor();
  return {
    pad: figure.locator(".drawing-pad rect"),
    seen: figure.locator(".seen-image canvas"),
    sheet: figure.getByRole("img", {name: /^sixteen images/}),
    images: figure.getByRole("radio", {name: /test set$/}),
    numbers: () => figure.locator(".posterior-numbers tbody td").allTextContents()
  };
}

/** Returns circles and ellipses, by their attributes. */
export async function roundsOf(shapes: Locator): Promise<Round[]> {
  const written = await shapes.evaluateAll((elements) =>
    elements.map((element) =>
      ["cx", "cy", "rx", "ry", "r"].map((name) => element.getAttribute(name))
    )
  );
  return written.map(([cx, cy, rx, ry, r]) => ({
    cx: Number(cx),
    cy: Number(cy),
    rx: Number(rx ?? r),
    ry: Number(ry ?? r)
  }));
}

/** Draws a line through places of the pad, from 0 to 1, with the mouse. */
export async function drawLine(
  page: Page,
  pad: Locator,
  places: [number, number][]
): Promise<void> {
  await middleOf(pad); // in view
  const box = (await pad.boundingBox())!;
  for (const [i, [x, y]] of places.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, {steps: i === 0 ? 1 : 6});
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** Draws a line through places of the pad, from 0 to 1, with a finger. */
export async function touchLine(
  page: Page,
  pad: Locator,
  places: [number, number][]
): Promise<void> {
  await middleOf(pad);
  const box = (await pad.boundingBox())!;
  const inWindow = places.map(([x, y]) => ({x: box.x + x * box.width, y: box.y + y * box.height}));
  await touchPath(page, inWindow);
}

/** Moves a finger through places of the window, and lifts it. */
export async function touchPath(page: Page, places: Place[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [i, place] of places.entries()) {
    const type = i === 0 ? "touchStart" : "touchMove";
    await session.send("Input.dispatchTouchEvent", {type, touchPoints: [place]});
  }
  await session.send("Input.dispatchTouchEvent", {type: "touchEnd", touchPoints: []});
}

/** A seven as a line, in the pad’s own coordinates. */
export const seven: [number, number][] = [
  [0.25, 0.2],
  [0.75, 0.2],
  [0.45, 0.85]
];
