import {pathToFileURL} from "node:url";
import type {Browser} from "playwright-core";

/**
 * Prints a static document through the browser, with tags, links and an outline from its headings;
 * headers are those of its style sheet. Returns a promise to the path of the PDF.
 */
export async function printPdf(
  browser: Browser,
  html: string,
  pdf: string,
  paper: "A4" | "Letter"
): Promise<string> {
  const page = await browser.newPage({colorScheme: "light"});
  try {
    await page.goto(pathToFileURL(html).href);
    // On paper nothing can be unfolded.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    await page.pdf({path: pdf, format: paper, outline: true, tagged: true, printBackground: true});
  } finally {
    await page.close();
  }
  return pdf;
}
