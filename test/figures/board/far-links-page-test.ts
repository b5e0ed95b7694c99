import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "a link to the question under the board finds its digit named, though it passes the plane",
  {path: "#what-these-sliders-cannot-reach"},
  async (page) => {
    assert.match(await page.locator(".predict .digit").innerText(), /^\d$/);
  }
);
