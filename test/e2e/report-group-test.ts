import assert from "node:assert/strict";
import {answer, solution} from "../harness/exercises.js";
import {madeReport, reportTest} from "../harness/report.js";

const report = madeReport("report.html", []);

reportTest(
  "the exercises of a report tell wrong answers by value, and right ones are right",
  {report, search: "?page=reading-group"},
  async (page) => {
    const kl = (term: string) =>
      `function kl(mu, logVar) { return mu.reduce((s, m, j) => s + ${term}, 0); }`;
    await answer(page, "kl", kl("m"), /expected 0\.619, yours gives −0\.7\./);
    await answer(page, "kl", solution("kl"), /^✓ Right/);
    const wrong = "(mu, logVar, e) { return mu.map((m, j) => m + Math.exp(logVar[j]) * e[j]); }";
    await answer(page, "sample", `function sample${wrong}`, /by σ² instead of σ/);
    await answer(page, "sample", solution("sample"), /^✓ Right/);
    await answer(page, "bound", solution("bound"), /one draw up to seven/);
    await answer(page, "logPrior", solution("prior"), /Its integral over the plane is 1\./);
    assert.equal(await page.locator(".verdict.right").count(), 4);
  }
);
