import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";

/** Returns the number at the end of each piece of prose that stands before a unit. */
function numbersOf(page: Page): Promise<{text: string; value: number}[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("main span[data-bits]"), (unit) => {
      const before = document.createRange();
      before.setStart(unit.parentElement!, 0);
      before.setEndBefore(unit);
      const text = before.toString();
      const number = /[−+]?[\d,]*\.?\d+(?=\s*$)/.exec(text)?.[0] ?? "";
      return {text: text.slice(-60), value: Number(number.replace("−", "-").replaceAll(",", ""))};
    }).filter(({value}) => value !== 0)
  );
}

/** Asserts that numbers in bits are those in nats, divided by log 2, both rounded. */
function assertInBits(
  bits: readonly {text: string; value: number}[],
  nats: readonly {text: string; value: number}[]
): void {
  assert.equal(bits.length, nats.length);
  bits.forEach(({text, value}, i) => {
    const exact = nats[i]!.value / Math.LN2;
    const rounded = Math.max(0.011, 0.06 * Math.min(1, Math.abs(exact)), 0.003 * Math.abs(exact));
    assert.ok(Math.abs(value - exact) < rounded, `${text}: not ${exact}`);
  });
}

const unitButton = (page: Page) => page.getByRole("button", {name: "nats bits: show bits"});

siteTest(
  "the button “nats | bits” turns table, axis and prose, and back to the very same texts",
  {path: "related"},
  async (page) => {
    const figure = page.locator(".two-directions");
    const cell = figure.locator(".two-directions-table td").first();
    const [name, ticks] = [
      figure.locator(".axis-name", {hasText: /^(nats|bits):$/}),
      figure.locator(".axis").last().locator(".tick text")
    ];
    const texts = () => page.locator("main").evaluate((main) => (main as HTMLElement).innerText);
    const value = async () => Number(await cell.textContent());
    await cell.filter({hasText: /\d/}).waitFor();
    const [before, nats, prose] = [await texts(), await value(), await numbersOf(page)];
    assert.ok(prose.length > 3, `${prose.length} numbers of the prose`);
    assert.equal(await name.textContent(), "nats:");
    await unitButton(page).press("Enter");
    await figure.locator("th", {hasText: "bits"}).waitFor();
    assert.equal(await name.textContent(), "bits:");
    assert.ok(Math.abs((await value()) - nats / Math.LN2) < 0.0015, `${nats} nats`);
    assertInBits(await numbersOf(page), prose);
    assert.ok(
      (await ticks.allTextContents()).every((text) => /^\d(\.\d)?$/.test(text)),
      "round"
    );
    await page.reload();
    await figure.locator("th", {hasText: "bits"}).waitFor();
    await page.locator('.way-unit[aria-pressed="true"]').waitFor();
    await unitButton(page).click();
    await figure.locator("th", {hasText: "nats"}).waitFor();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>("main")!.innerText === text,
      before
    );
  }
);

siteTest(
  "curves, their sentences and the facts of models are in bits where that was chosen before",
  {
    path: "experiments",
    prepare: async (page) => {
      await page.addInitScript(() => {
        localStorage.setItem("look", JSON.stringify({unit: "bits"}));
      });
    }
  },
  async (page) => {
    const small = page.locator(".small-multiples").first();
    await small.getByText("the bound ℒ, bits per image").waitFor();
    const table = page.locator("main table", {hasText: "wake-sleep ahead"});
    const bound = table.locator("tbody td").nth(3);
    const fact = page.locator("main data[data-bits]").first();
    const numbers = async () =>
      (await Promise.all([bound, fact].map((place) => place.textContent()))).map((text) => ({
        text: text!,
        value: Number(text!.replace("−", "-"))
      }));
    const bits = [...(await numbersOf(page)), ...(await numbers())];
    assert.ok(bits.length > 2 && bits.every(({value}) => value !== 0), `${bits.length} numbers`);
    const sentence = page.locator("main p", {hasText: "Does AEVB end higher?"});
    assert.match((await sentence.textContent())!, / [\d.]+ bits /);
    const description = small.locator("[role=button][aria-label*=' bits after ']").first();
    await description.waitFor({state: "attached"});
    await unitButton(page).click();
    await small.getByText("the bound ℒ, nats per image").waitFor();
    assertInBits(bits, [...(await numbersOf(page)), ...(await numbers())]);
    assert.doesNotMatch((await sentence.textContent())!, / bits /);
  }
);
