import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {sharedPage, siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";

const path = "vae.html";

/** Returns what is lit, by its term or symbol, and how many places of each. */
function litPlaces(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const {dataset} of document.querySelectorAll<HTMLElement>(".lit")) {
      const id = dataset.term ?? dataset.symbol!;
      counts[id] = (counts[id] ?? 0) + 1;
    }
    return counts;
  });
}

/** Asserts that some terms are lit, and no others, and returns how many places of each. */
async function assertLit(page: Page, terms: readonly string[]): Promise<Record<string, number>> {
  const lit = await until(
    page,
    () => litPlaces(page),
    (now) => Object.keys(now).join() === terms.join()
  );
  assert.deepEqual(Object.keys(lit), terms);
  return lit;
}

const formulaTerm = (page: Page) => page.locator('.katex [data-term="kl-prior"]').first();
const proseTerm = (page: Page) => page.locator('span[tabindex][data-term="kl-prior"]').first();

// What one test lights up, the next one puts out.
const termsTest = sharedPage({path});

for (const act of ["hover", "focus"] as const) {
  termsTest(`terms of a formula and of the prose light both ways on ${act}`, async (page) => {
    await page.mouse.move(0, 0);
    await proseTerm(page)[act]();
    await assertLit(page, ["kl-prior"]);
    assert.ok(await formulaTerm(page).evaluate((term) => term.classList.contains("lit")));

    const key = page.locator('.term-key[data-term="reconstruction"]').first();
    const formula = page.locator('.katex [data-term="reconstruction"]').first();
    await (act === "focus" ? key.focus() : formula.hover());
    const fromFormula = await assertLit(page, ["reconstruction"]);
    const places = await page.locator('[data-term="reconstruction"]').count();
    assert.ok(places >= 4, "the formula, its key, the prose, and the list");
    assert.equal(fromFormula.reconstruction, places);
    assert.match(await page.getByRole("tooltip").innerText(), /^the reconstruction term\./);

    await page.keyboard.press("Escape");
    await assertLit(page, []);
    assert.equal(await page.getByRole("tooltip").isVisible(), false);
  });
}

termsTest(
  "what has the focus stays lit while the page moves under a mouse that rests",
  async (page) => {
    await proseTerm(page).focus();
    await assertLit(page, ["kl-prior"]);
    await page.mouse.move(300, 300);
    await proseTerm(page).blur();
    await proseTerm(page).focus();
    const overs = await page.evaluateHandle(() => {
      const seen: EventTarget[] = [];
      addEventListener("pointerover", ({target}) => seen.push(target!), {capture: true});
      return seen;
    });
    await page.evaluate(() => scrollBy({top: 500, behavior: "instant"}));
    await until(
      page,
      () => overs.evaluate((seen) => seen.length),
      (count) => count > 0
    );
    assert.ok(
      (await overs.evaluate((seen) => seen.length)) > 0,
      "the mouse is over something else"
    );
    await assertLit(page, ["kl-prior"]);
  }
);

termsTest("a symbol explains itself, wherever it stands", async (page) => {
  await page.locator('p [data-symbol="z"]:not([data-symbol] *):visible').first().hover();
  const lit = await assertLit(page, ["z"]);
  assert.ok(lit.z! > 5, `${lit.z} places`);
  assert.match(await page.getByRole("tooltip").innerText(), /^a latent point\./);
});

siteTest("the page’s list of symbols lights them up from the keyboard", {path}, async (page) => {
  await page.locator(".symbols summary").press("Enter");
  const entry = page.locator('.symbols a[data-term="mu"]');
  await entry.focus();
  const lit = await assertLit(page, ["mu"]);
  const places = await page.locator('[data-symbol="mu"]').count();
  assert.equal(lit.mu, places + 1);
  assert.equal(await page.getByRole("tooltip").isVisible(), false, "its meaning stands beside it");
  await entry.press("Enter");
  await page.waitForURL("**/notes.html#symbol-mu");
});

termsTest("the Tab key reaches the terms of a formula, each by name", async (page) => {
  await page.mouse.move(0, 0);
  await page.getByRole("heading", {name: "The estimate"}).getByRole("link").focus();
  const names: string[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement!.textContent!));
  }
  assert.deepEqual(names, [
    "(7)",
    "(10)",
    "the divergence from the prior",
    "the reconstruction term"
  ]);
});

siteTest(
  "a touch on a term lights it, and one elsewhere puts it out",
  {path, context: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}},
  async (page) => {
    await formulaTerm(page).tap();
    await assertLit(page, ["kl-prior"]);
    await page.locator("h1").tap();
    await assertLit(page, []);
  }
);
