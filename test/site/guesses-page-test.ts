import assert from "node:assert/strict";
import {siteTest} from "../harness/site.js";

siteTest(
  "a guess opens the answer, says whether it was right, and is kept by the browser",
  {path: "bound.html"},
  async (page) => {
    const figure = page.locator("#gap");
    const answer = figure.locator("details.answer");
    const wrong = figure.getByRole("button", {name: "the shape of the family"});
    await wrong.press("Enter");
    assert.equal(await answer.getAttribute("open"), "");
    const verdict = answer.getByRole("status");
    assert.equal(await verdict.textContent(), "You said “the shape of the family”. It is another:");
    const right = figure.getByRole("button", {name: "the encoder’s haste"});
    await right.click();
    assert.equal(await verdict.textContent(), "Yes.");
    assert.equal(await wrong.getAttribute("aria-pressed"), "false");
    await page.reload();
    await figure.getByRole("button", {name: "the encoder’s haste", pressed: true}).waitFor();
    assert.equal(await answer.getAttribute("open"), null);
  }
);
