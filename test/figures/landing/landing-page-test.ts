import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

siteTest(
  "the path derivative loses its noise as q lands, all of it on a Gaussian posterior",
  {path: "after.html#landing~1~landing-of='logSigma'"},
  async (page) => {
    const figure = page.locator("#landing");
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".landing[data-steps='11']").waitFor();
    const row = async (key: string) => {
      const cells = await figure.locator(`tr[data-row="${key}"] td`).allInnerTexts();
      return cells.map((text) => Number.parseFloat(text.replaceAll(",", "").replace("−", "-")));
    };
    const [, part] = await row("path");
    assert.ok(part! > 0 && part! < 0.5, `at the best diagonal q: ${part}`);
    await figure.getByRole("radio", {name: "∂/∂μ", exact: true}).check();
    await figure.getByRole("radio", {name: "a Gaussian posterior"}).check();
    await figure.locator("tr[data-row='path'] td", {hasText: /^0$/}).first().waitFor();
    assert.deepEqual((await row("path")).slice(0, 2), [0, 0]);
    const six = await row("A");
    assert.ok(Math.abs(six[0]! / 752 - 1) < 0.1, `1/v of both latents: ${six[0]}`);
    await figure.getByRole("slider", {name: "how far q is on its way"}).press("Home");
    await addressHolds(page, /landing-share=0/);
    assert.equal((await row("path"))[1], 1, "at the prior it has the noise of (7)");
  }
);
