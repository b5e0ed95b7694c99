import {describe} from "node:test";
import assert from "node:assert/strict";
import {buffer} from "node:stream/consumers";
import type {Locator, Page} from "playwright-core";
import {siteTest} from "../../harness/site.js";
import {npyFile} from "../../reading/file-makers.js";
import {pageTime} from "../../harness/waiting.js";

describe("a run", () => {
  const path = "vae";
  const patience = {timeout: 60_000};

  const button = (page: Page, name: string | RegExp) =>
    page.locator(".training-figure").getByRole("button", {name, exact: true});
  const numbers = (page: Page): Locator => page.locator(".run-numbers");
  const notice = (page: Page): Locator => page.locator(".notice");

  /** Returns how many images the run has seen. */
  async function imagesSeen(page: Page): Promise<number> {
    const found = /^([\d,]+) images seen/.exec(await numbers(page).innerText());
    return found === null ? 0 : Number(found[1].replaceAll(",", ""));
  }

  /** Returns the bound at the end of the run’s curve, in nats per image. */
  async function bound(page: Page): Promise<number> {
    const label = await page.locator(".label-elbo").textContent();
    return Number(/ℒ −([\d.]+), this run/.exec(label ?? "")?.[1] ?? NaN) * -1;
  }

  /** Resolves when a run of so many images would outlast a reload. */
  const isKept = (page: Page, images: number) =>
    page
      .locator(`.training-figure[data-kept="${images}"]`)
      .waitFor({state: "attached", ...patience});

  /** Resolves when the run has seen a number of images. */
  async function seen(page: Page, images: number): Promise<void> {
    await page.waitForFunction(
      (least) => {
        const text = document.querySelector(".run-numbers")?.textContent ?? "";
        return Number((/^([\d,]+)/.exec(text)?.[1] ?? "0").replaceAll(",", "")) >= least;
      },
      images,
      patience
    );
  }

  /** Starts a run on drawn discs, which are there at once. */
  async function train(page: Page): Promise<void> {
    await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"});
    await button(page, "Train").click();
  }

  siteTest("training: the bound rises, and a pause holds it", {path}, async (page) => {
    assert.match(await numbers(page).innerText(), /No run yet/);
    await train(page);
    await seen(page, 1500);
    const early = await bound(page);
    await seen(page, 12_000);
    await button(page, "Pause").click();
    await button(page, "Continue").waitFor(patience);
    const late = await bound(page);
    assert.ok(late > early + 20, `${early} … ${late}`);
    const held = await imagesSeen(page);
    await pageTime(page, 700);
    assert.equal(await imagesSeen(page), held);
    await button(page, "One minibatch").click();
    await seen(page, held + 100);
    assert.equal(await imagesSeen(page), held + 100);
    assert.match(
      await page.locator(".run-pace").innerText(),
      /here [\d.]+, the paper’s machine 20–40/
    );
    assert.ok((await page.locator(".training-sheet canvas[data-drawn]").count()) === 1);
  });

  siteTest("training: a reload offers to go on, and goes on", {path}, async (page) => {
    await train(page);
    await seen(page, 3000);
    await button(page, "Pause").click();
    await button(page, "Continue").waitFor(patience);
    const held = await imagesSeen(page);
    await isKept(page, held);
    await page.reload();
    await notice(page)
      .getByText(/A run was left here/)
      .waitFor(patience);
    assert.match(await notice(page).innerText(), new RegExp(held.toLocaleString("en-US")));
    await button(page, "Go on with it").click();
    await seen(page, held + 500);
    assert.ok(Number.isFinite(await bound(page)), "the curve of before is there");
    // A run of less than a second is not worth a question.
    await numbers(page)
      .getByText(/ · (?!1 s)[1-9]\d* s of training/)
      .waitFor(patience);
    await button(page, "Pause").click();
    await button(page, "Reset").click();
    await button(page, "Replace").click();
    await page
      .locator(".run-numbers")
      .getByText(/^0 images seen/)
      .waitFor(patience);
  });

  siteTest(
    "training: two tabs that train and are closed at once leave both runs",
    {path, pending: true, expected: [/ERR_ABORTED/]},
    async (page) => {
      const kept = (tab: Page) =>
        tab.locator(".training-figure[data-kept]").waitFor({state: "attached", ...patience});
      await train(page);
      await kept(page);
      const spent = /([\d.]+) s of training/.exec(await numbers(page).innerText());
      assert.ok(Number(spent?.[1]) <= 2, `kept for the first time after ${spent?.[1]} s`);
      const second = await page.context().newPage();
      await second.goto(page.url());
      // What the first tab trains was not left, so nothing is asked.
      await train(second);
      await kept(second);
      await second.close();
      await page.reload();
      await notice(page)
        .getByText(/A run was left here: drawn-discs/)
        .waitFor(patience);
      assert.equal(await page.locator(".kept-runs li").count(), 1);
    }
  );

  siteTest(
    "training: beside a run that was left, all that begins another asks",
    {path},
    async (page) => {
      await train(page);
      await seen(page, 3000);
      await button(page, "Pause").click();
      await button(page, "Continue").waitFor(patience);
      const count = await imagesSeen(page);
      const held = count.toLocaleString("en-US");
      const question = notice(page).getByText(`Keep the run of ${held} images?`);
      await isKept(page, count);
      await page.reload();
      const offer = notice(page).getByText(/A run was left here/);
      await offer.waitFor(patience);
      await button(page, "Forget it").click();
      await question.waitFor();
      await button(page, "Keep it").click();
      await offer.waitFor();
      for (const name of ["Train", "New seed", "collapse", "One minibatch"]) {
        await button(page, name).click();
        await question.waitFor();
        assert.match(await numbers(page).innerText(), /No run yet/);
      }
      await button(page, "Keep both").click();
      await numbers(page)
        .getByText(/^100 images seen/)
        .waitFor(patience);
      await isKept(page, 100);
      await page.reload();
      await notice(page)
        .getByText(/A run was left here.* 100 images seen/)
        .waitFor(patience);
      const earlier = page.locator(".kept-runs li", {hasText: `${held} images seen`});
      await earlier.getByRole("button", {name: "Go on with it"}).click();
      await seen(page, count + 500);
    }
  );

  siteTest("training: a model is downloaded, and its zip opened again", {path}, async (page) => {
    await train(page);
    await seen(page, 2000);
    await button(page, "Pause").click();
    await button(page, "Continue").waitFor(patience);
    assert.match(
      await page.locator(".training-figure .command").innerText(),
      /npm run train -- --dataset drawn-discs --images 10000 --latents 2 .* --steps \d+/s
    );
    const coming = page.waitForEvent("download", patience);
    await button(page, "Download the model").click();
    const file = await coming;
    const mimeType = "application/zip";
    const bytes = await buffer(await file.createReadStream());
    await page.reload();
    const zone = page.getByRole("group", {name: "A model that was downloaded here"});
    await zone
      .locator("input[type=file]")
      .setInputFiles({name: file.suggestedFilename(), mimeType, buffer: bytes});
    await zone
      .getByText(/are those of drawn-discs-2d-own; its bound is −[\d.]+ nats/)
      .waitFor(patience);
    assert.equal(await page.getByLabel("images", {exact: true}).inputValue(), "drawn-discs");
    await zone.locator("input[type=file]").setInputFiles({
      name: "not.zip",
      mimeType,
      buffer: Buffer.from("this is no zip at all")
    });
    await zone.locator(".failure-line").getByText("not.zip").waitFor(patience);
  });

  siteTest("training: the mean over pixels collapses, and is told so", {path}, async (page) => {
    await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"});
    await button(page, "collapse").click();
    assert.match(await page.locator(".objective-note").innerText(), /784 · KL.*divided by 784/);
    await button(page, "Train").click();
    await page
      .locator(".unit-verdict")
      .getByText(/^Posterior collapse/)
      .waitFor(patience);
  });
});

describe("a run that rests", () => {
  const path = "vae";
  const patience = {timeout: 60_000};

  /** Hides the page, as far as its scripts can tell. */
  function hide(page: Page): Promise<void> {
    return page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  /** Makes a minute pass in a moment. */
  async function hurry(page: Page): Promise<void> {
    // As text: the loader of these tests would wrap a function in what a page does not have.
    const content = `
    const wait = window.setTimeout.bind(window);
    window.setTimeout = (act, ms, ...rest) => wait(act, ms === 60000 ? 50 : ms, ...rest);`;
    await page.addInitScript({content});
  }

  siteTest(
    "training: a run rests when the page is hidden for long, and says so",
    {path, prepare: hurry},
    async (page) => {
      const figure = page.locator(".training-figure");
      await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"});
      await figure.getByRole("button", {name: "Train", exact: true}).click();
      await page
        .locator(".run-numbers")
        .getByText(/samples\/s/)
        .waitFor(patience);
      await hide(page);
      await page
        .locator(".notice")
        .getByText(/The run rests: this page was hidden/)
        .waitFor(patience);
      await figure.getByRole("button", {name: "Continue", exact: true}).waitFor(patience);
    }
  );

  siteTest("training: on images of one’s own", {path}, async (page) => {
    const pixels = Uint8Array.from({length: 300 * 64}, (_, i) =>
      i % 64 < (i >> 6) % 50 ? 255 : 0
    );
    const zone = page.getByRole("group", {name: "Images of your own"});
    await zone
      .locator("input[type=file]")
      .first()
      .setInputFiles({
        name: "bars.npy",
        mimeType: "application/octet-stream",
        buffer: Buffer.from(npyFile("|u1", [300, 8, 8], pixels))
      });
    await page.getByRole("button", {name: "Train on these"}).click();
    await page
      .locator(".run-numbers")
      .getByText(/^4,000 images seen/)
      .waitFor(patience);
    assert.equal(await page.getByLabel("images", {exact: true}).inputValue(), "own");
    assert.match(
      await page.locator(".label-elbo").textContent().then(String),
      /ℒ −[\d.]+, this run/
    );
    assert.match(
      await page.locator(".take-note").innerText(),
      /write after --files where your files lie/
    );
  });
});
