import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {violations} from "../harness/axe.js";
import {sharedPage} from "../harness/site.js";

const panelTest = sharedPage({path: "bound"});

/** What opens over a page, and how it is opened; Escape closes it. */
const panels: Record<string, (page: Page) => Promise<void>> = {
  "the contents": async (page) => {
    await page.locator(".way-contents > summary").click();
    await page.getByRole("searchbox").waitFor();
  },
  "how pages look": (page) => page.locator(".way-look > summary").click(),
  "the maker of links": (page) =>
    page.getByRole("button", {name: "Link", exact: true}).first().click(),
  "what a figure is saved as": (page) =>
    page.locator("#gap").getByRole("button", {name: "Save"}).click()
};

for (const [name, open] of Object.entries(panels)) {
  panelTest(`${name} keeps nobody out, in light and in dark colors`, async (page) => {
    await open(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({colorScheme});
      assert.deepEqual(await violations(page), []);
    }
    await page.keyboard.press("Escape");
  });
}
