import assert from "node:assert/strict";
import {answer, solution} from "../../harness/exercises.js";
import {siteTest} from "../../harness/site.js";

const path = "reading-group";

siteTest("the exercises say what is missing before anything is written", {path}, async (page) => {
  await page.locator(".verdict").nth(3).waitFor();
  const verdicts = await page.locator(".verdict").allTextContents();
  assert.equal(verdicts.length, 4);
  for (const text of verdicts) assert.match(text, /^Not yet\. /);
  assert.equal(await page.locator(".prior-view").count(), 0);
});

siteTest("wrong answers are told by value, and right ones are right", {path}, async (page) => {
  const kl = (term: string) =>
    `function kl(mu, logVar) { return mu.reduce((s, m, j) => s + ${term}, 0); }`;
  await answer(page, "kl", kl("m * m + Math.exp(logVar[j]) - 1 - logVar[j]"), /½ is missing/);
  await answer(page, "kl", kl("m"), /expected 0\.619, yours gives −0\.7\./);
  await answer(page, "kl", solution("kl"), /^✓ Right/);

  const sample = "(mu, logVar, e) { return mu.map((m, j) => m + Math.exp(logVar[j]) * e[j]); }";
  await answer(page, "sample", `function sample${sample}`, /by σ² instead of σ/);
  await answer(page, "bound", solution("bound"), /your sample, which is not right yet/);
  await answer(page, "sample", solution("sample"), /^✓ Right/);
  assert.match(await page.locator(".verdict").nth(2).innerText(), /^✓ Right/);
  await answer(
    page,
    "bound",
    solution("bound").replace(" - kl(mu, logVar)", ""),
    /This is the reconstruction term alone/
  );
  await answer(page, "bound", solution("bound"), /one draw up to seven/);

  await answer(page, "logPrior", "function logPrior(z) { return z; }", /gives a list of 2/);
  await answer(page, "logPrior", solution("prior"), /Its integral over the plane is 1\./);
  const view = page.locator(".prior-view");
  await view.waitFor();
  assert.match(
    await view.locator(".note").innerText(),
    /the mean bound is −[\d.]+ nats under N\(0, I\) and −[\d.]+ under your prior, [\d.]+ ± [\d.]+ nats (lower|higher)/
  );
  assert.equal(await view.locator("canvas[data-drawn]").count(), 2);
  assert.equal(await page.locator(".verdict.right").count(), 4);
});

siteTest("an answer that throws is told so, and the page lives on", {path}, async (page) => {
  const text = 'function kl() { throw new Error("not written"); }';
  await answer(page, "kl", text, /kl throws “not written”/);
  await answer(page, "kl", solution("kl"), /^✓ Right/);
});
