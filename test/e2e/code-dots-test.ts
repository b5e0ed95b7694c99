import {siteTest} from "../harness/site.js";

/** The canvases of codes that lie under a drawing, by their pages. */
const places: [path: string, canvas: string][] = [
  ["", "[data-view=plane] .stage > canvas"],
  ["introduction", "#encode canvas.faint-codes"],
  ["vae", ".code-scatter > canvas"]
];

for (const [path, selector] of places) {
  siteTest(`the codes of test images are drawn: ${selector}`, {path}, async (page) => {
    await page.locator(selector).first().scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (canvases) => {
        const canvas = document.querySelector<HTMLCanvasElement>(canvases)!;
        const {width, height} = canvas;
        const {data} = canvas.getContext("2d")!.getImageData(0, 0, width, height);
        let inked = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) inked += 1;
        return inked > 2000; // a dot has 16 pixels; dots lie over each other
      },
      selector,
      {timeout: 30_000}
    );
  });
}
