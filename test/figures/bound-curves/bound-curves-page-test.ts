import assert from "node:assert/strict";
import {describe} from "node:test";
import type {Locator, Page} from "playwright-core";
import {drag, middleOf} from "../../harness/board.js";
import {watchRequests} from "../../harness/faults.js";
import {sharedPage, siteTest} from "../../harness/site.js";
import {addressHolds, freshTab} from "../../harness/state.js";
import {until} from "../../harness/waiting.js";

const path = "experiments.html";

const figureOf = (page: Page): Locator => page.locator("#bound-curves");
const cardOf = (page: Page): Locator => page.locator("#bound-curves .run-card");
const openPanel = (page: Page): Locator => figureOf(page).locator(".curve-stage .panel-name");

/** Returns a small panel, by the number of its latents, of MNIST. */
const small = (page: Page, latents: number): Locator =>
  page.locator(`.small-panel[data-panel="mnist-${latents}"]`);

describe("Figure 2", () => {
  const test = sharedPage({path});

  test("pointing at a curve names its run, and no longer when the pointer leaves", async (page) => {
    const hint = cardOf(page).getByText(/^Point at a curve/);
    await hint.waitFor();
    const {x, y} = await middleOf(small(page, 3).locator(".panel-field"));
    await page.mouse.move(x, y);
    await cardOf(page)
      .getByText(/, 3 latents, MNIST$/)
      .waitFor();
    const facts = await cardOf(page).locator(".run-facts").innerText();
    for (const fact of [/step size\s+0\.\d/, /at commit \w{7}/, /by the clock/]) {
      assert.match(facts, fact);
    }
    const id = /--only (mnist-3-[a-z-]+-\d) /.exec(
      await cardOf(page).locator(".command").innerText()
    );
    assert.ok(id !== null, "the command names the run");
    assert.match(
      await cardOf(page).locator(".run-reading").innerText(),
      /^After [\d,]+ images: −1\d\d/
    );
    const seed = cardOf(page).getByLabel("seed");
    assert.equal(await seed.inputValue(), id[1]!.at(-1), "of several seeds it says which");
    await page.mouse.move(x, 0);
    await hint.waitFor();
  });

  test("the focus goes from curve to curve by keys, and Enter opens a panel large", async (page) => {
    const first = small(page, 3).getByRole("button").first();
    await first.focus();
    await cardOf(page).getByText("AEVB, 3 latents, MNIST").waitFor();
    await page.keyboard.press("ArrowDown");
    await cardOf(page).getByText("wake-sleep, 3 latents, MNIST").waitFor();
    await page.keyboard.press("ArrowRight");
    await cardOf(page).getByText("wake-sleep, 5 latents, MNIST").waitFor();
    await page.keyboard.press("Enter");
    await openPanel(page)
      .getByText(/^MNIST, 5 latents: AEVB to [\d,]+ images/)
      .waitFor();
    const curve = page.locator(".large-panel [data-curve=mnist-5-wake-sleep]");
    await curve.focus();
    const reading = () => cardOf(page).locator(".run-reading").innerText();
    const last = await reading();
    await page.keyboard.press("Home");
    await cardOf(page)
      .getByText(/^After 10,000 images/)
      .waitFor();
    assert.notEqual(await reading(), last);
    await addressHolds(page, /panel='mnist-5'~run='mnist-5-wake-sleep-0'/);
    await figureOf(page).getByRole("button", {name: "Reset"}).click();
    await openPanel(page)
      .getByText(/your prediction$/)
      .waitFor();
  });
});

siteTest(
  "a curve is drawn by keys and by the pointer, and compared with the record; a link holds it",
  {path},
  async (page) => {
    const figure = figureOf(page);
    const pen = figure.getByRole("slider", {name: "the bound that you expect"});
    assert.equal(await page.locator(".panel-covered").count(), 1);
    await pen.focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    assert.match((await pen.getAttribute("aria-valuetext"))!, /^−1\d\d\.\d nats at 17,800 images$/);
    const from = await middleOf(pen);
    const field = (await figure.locator(".large-panel .panel-field").boundingBox())!;
    await drag(page, pen, {x: field.x + field.width - 1, y: field.y + 40});
    assert.ok((await middleOf(pen)).x > from.x + 100);
    await figure.getByRole("button", {name: "Show the record"}).click();
    const verdict = figure.getByText(/^You were [\d.]+ nats off on average\./);
    await verdict.waitFor();
    assert.equal(await page.locator(".panel-covered").count(), 0);
    const said = await verdict.innerText();
    const [, drawn, recorded] = /expected (−\d+\.\d) nats, and the record says (−\d+\.\d)/.exec(
      said
    )!;
    assert.notEqual(drawn, recorded);
    const end = figure.locator(".large-panel .curve-name.of-aevb").first();
    assert.ok((await end.textContent())!.includes(recorded!), said);
    await addressHolds(page, /drawn=\(.*\)~shown=true/);
    const tab = await freshTab(page);
    await figureOf(tab).getByText(said).waitFor();
    await tab.context().close();
    await figure.getByRole("button", {name: "Draw again"}).click();
    assert.equal(await page.locator(".panel-covered").count(), 1);
  }
);

const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};

siteTest(
  "a touch opens a panel and names a run, all on a phone’s screen",
  {path, context: phone},
  async (page) => {
    await small(page, 3).locator(".panel-field").tap();
    await openPanel(page)
      .getByText(/^MNIST, 3 latents: AEVB/)
      .waitFor();
    await cardOf(page)
      .getByText(/, 3 latents, MNIST$/)
      .waitFor();
    await figureOf(page).locator(".large-panel .panel-field").tap();
    await addressHolds(page, /run='mnist-3-/);
    for (const id of ["bound-curves", "likelihood-curves"]) {
      const figure = page.locator(`#${id}`);
      await figure.locator(".small-panel .panel-field").first().tap();
      const [view, readout] = await Promise.all(
        [".curve-figure", ".run-reading"].map((part) => figure.locator(part).boundingBox())
      );
      const height = readout!.y + readout!.height - view!.y;
      assert.ok(height > 400 && height <= 600, `${id}: ${height} px of view and readout`);
    }
  }
);

siteTest(
  "“Run mine” loads what trains, lays its curves over the record, and can be stopped",
  {path},
  async (page) => {
    const requests = watchRequests(page);
    const trains = /training-kernel|live-worker|data\/training|tfjs/;
    await page.reload();
    await small(page, 3).locator(".panel-field").click();
    await openPanel(page)
      .getByText(/^MNIST, 3 latents/)
      .waitFor();
    assert.deepEqual(
      requests.filter((address) => trains.test(address)),
      []
    );
    const figure = figureOf(page);
    await figure.getByRole("button", {name: "Run mine"}).click();
    await page.locator(".large-panel .panel-curve.own").nth(1).waitFor({state: "attached"});
    assert.ok(requests.some((address) => /live-worker/.test(address)));
    await figure.getByRole("button", {name: "Pause"}).click();
    await figure.getByRole("button", {name: "Continue"}).waitFor();
    assert.match(
      await figure.locator(".own-note").innerText(),
      /^The plan and the step sizes are those of the record/
    );
    const progress = await figure.locator(".own-progress").innerText();
    assert.match(
      progress,
      /^AEVB: 1\d,\d00 images in .* min per million · wake-sleep: 1\d,\d00 images/
    );
    const names = figure.locator(".large-panel .curve-name.own");
    const ends = (await names.allTextContents()).map((text) =>
      Number(text.replace("yours −", "-"))
    );
    assert.equal(ends.length, 2);
    for (const end of ends) assert.ok(end < -100 && end > -260, `a bound of ${end}`);
    await figure.getByRole("button", {name: "Remove mine"}).click();
    const left = await until(
      page,
      () => page.locator(".panel-curve.own").count(),
      (n) => n === 0
    );
    assert.equal(left, 0);
  }
);
