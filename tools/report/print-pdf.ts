import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import type {ReportOptions} from "./report-options.js";

/** What is left of paper within the margins of static.css, in CSS pixels. */
const sheets = {A4: {width: 657, height: 978}, Letter: {width: 680, height: 912}};

/** The size of a figure on paper, of that in the window of 1000 pixels that it was drawn in. */
const USUAL = 0.66;

/** The least size of a figure; one that is still taller than a sheet is parted between its views. */
const LEAST = 0.4;

/**
 * Prints a static document through the browser, with tags, links and an outline from its headings;
 * headers are those of its style sheet. Returns a promise to the path of the PDF.
 */
export async function printPdf(
  browser: Browser,
  html: string,
  pdf: string,
  {paper, code}: Pick<ReportOptions, "paper" | "code">
): Promise<string> {
  const page = await browser.newPage({colorScheme: "light", viewport: sheets[paper]});
  try {
    await page.goto(pathToFileURL(html).href);
    await page.emulateMedia({media: "print", colorScheme: "light"});
    // On paper nothing can be unfolded.
    await page.evaluate((withCode) => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      if (!withCode) return;
      document.documentElement.dataset.code = "";
      // A figure is made smaller, and stands on one page; its code is neither.
      for (const drawer of document.querySelectorAll("figure .code-drawer")) {
        drawer.closest("figure")!.after(drawer);
      }
    }, code);
    await fitFigures(page, sheets[paper].height);
    await page.pdf({path: pdf, format: paper, outline: true, tagged: true, printBackground: true});
  } finally {
    await page.close();
  }
  return pdf;
}

/**
 * Makes figures as wide as the paper, and those that are taller than a sheet smaller; a heading
 * stays with the figure that follows it, and takes its share of the sheet. Each measure lays the
 * whole document out, so all are measured at once.
 */
async function fitFigures(page: Page, height: number): Promise<void> {
  await page.evaluate(
    ([tall, usual, least]) => {
      let figures = [...document.querySelectorAll<HTMLElement>("figure.exhibit, .board")];
      const rooms = new Map(
        figures.map((figure) => {
          const heading = figure.previousElementSibling;
          if (!heading?.matches("h1, h2, h3")) return [figure, tall];
          const {top} = heading.getBoundingClientRect();
          const margin = Number.parseFloat(getComputedStyle(heading).marginTop);
          return [figure, tall - margin - (figure.getBoundingClientRect().top - top)];
        })
      );
      for (let zoom = usual; zoom >= least && figures.length > 0; zoom -= 0.02) {
        for (const figure of figures) figure.style.setProperty("zoom", zoom.toFixed(2));
        figures = figures.filter(
          (figure) => figure.getBoundingClientRect().height > rooms.get(figure)!
        );
      }
    },
    [height, USUAL, LEAST] as const
  );
}
