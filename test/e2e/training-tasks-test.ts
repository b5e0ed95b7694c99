import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {npyFile} from "../reading/file-makers.js";
import {mainTasks} from "./harness/main-tasks.js";
import {siteTest} from "./harness/site.js";

const path = "vae";
const patience = {timeout: 60_000};

/**
 * What a task of the main thread may take of the processor, in milliseconds. The goal is 50, as
 * measured on an idle machine; a busy one takes up to twice as long for the same work.
 */
const LONGEST = 100;

/** Starts a run, and resolves when it has seen a thousand images and drawn what it makes of them. */
async function train(page: Page): Promise<void> {
  await page.locator(".training-figure").getByRole("button", {name: "Train", exact: true}).click();
  await trained(page);
}

async function trained(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const seen = document.querySelector(".run-numbers")?.textContent ?? "";
      return Number((/^([\d,]+)/.exec(seen)?.[1] ?? "0").replaceAll(",", "")) >= 1000;
    },
    undefined,
    patience
  );
  await page.locator(".training-sheet canvas[data-drawn]").waitFor(patience);
}

function assertShort(tasks: number[]): void {
  assert.ok(tasks.length > 100, `${tasks.length} tasks: the trace shows nothing`);
  const long = tasks.filter((task) => task > LONGEST);
  const text = long.map((task) => task.toFixed(0)).join(", ");
  assert.deepEqual(long, [], `tasks of ${text} ms of the processor on the main thread`);
}

siteTest("training: no set of images keeps the main thread busy", {path}, async (page) => {
  await page.locator(".training-figure").scrollIntoViewIfNeeded();
  const menu = page.getByLabel("images", {exact: true});
  const titles = await menu.locator("option").allTextContents();
  assert.ok(titles.includes("Dreamed digits") && titles.includes("Drawn discs"));
  for (const title of titles.filter((one) => one !== "your own images")) {
    const tasks = await mainTasks(page, async () => {
      await menu.selectOption({label: title});
      await train(page);
    });
    assertShort(tasks);
    console.log(
      `${title}: the longest tasks took ${tasks
        .slice(0, 3)
        .map((t) => t.toFixed(0))
        .join(", ")} ms`
    );
    await page.reload();
    await page.waitForLoadState("networkidle");
  }
});

siteTest("training: own images do not keep the main thread busy", {path}, async (page) => {
  const count = 5000;
  const pixels = Uint8Array.from({length: 784 * count}, (_, i) => (i * 41) % 256);
  const base64 = Buffer.from(npyFile("|u1", [count, 28, 28], pixels)).toString("base64");
  const transfer = await page.evaluateHandle((text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "own.npy"));
    return data;
  }, base64);
  const tasks = await mainTasks(page, async () => {
    const zone = page.getByRole("group", {name: "Images of your own"});
    await zone.dispatchEvent("drop", {dataTransfer: transfer});
    await page.getByRole("button", {name: "Train on these"}).click();
    await trained(page);
  });
  assertShort(tasks);
  console.log(
    `own images: the longest took ${tasks
      .slice(0, 3)
      .map((t) => t.toFixed(0))
      .join(", ")} ms`
  );
});
