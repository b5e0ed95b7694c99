import assert from "node:assert/strict";
import {describe} from "node:test";
import {middleOf} from "../../harness/board.js";
import {sharedPage, siteTest} from "../../harness/site.js";
import {addressHolds, freshTab} from "../../harness/state.js";
import {until} from "../../harness/waiting.js";
import {figureStages} from "../../../src/training/experiments/figures.js";
import {FIRST_POINT, openExperiment} from "../../../src/training/experiments/run.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";

describe("Figure 3", () => {
  const test = sharedPage({path: "experiments.html"});

  test("a panel opens, its runs are named over images and over time, and a link holds it", async (page) => {
    const figure = page.locator("#likelihood-curves");
    const card = figure.locator(".run-card");
    const {x, y} = await middleOf(figure.locator("[data-panel=n50000] .panel-field"));
    await page.mouse.click(x, y);
    await figure.getByText(/^50,000 training images: AEVB/).waitFor();
    await figure.locator(".large-panel [data-curve=n50000-mcem]").focus();
    await page.keyboard.press("End");
    await card.getByText("Monte Carlo EM, 50,000 images, step size 0.1").waitFor();
    assert.match(await card.locator(".command").innerText(), /--only n50000-mcem-0 /);
    const reading = await card.locator(".run-reading").innerText();
    const [, images, held] = /^After ([\d,]+) images, .* s: (−\d+\.\d) nats/.exec(reading)!;
    const end = figure.locator(".large-panel .curve-name.of-mcem:not(.end-dashed)");
    assert.equal(await end.textContent(), `MCEM ${held}`);
    const answer = figure.locator("details.answer");
    await figure.getByRole("button", {name: "with 1,000"}).click();
    await answer.getByText("Yes.").waitFor();
    assert.ok(
      (await answer.innerText()).includes(`After ${images} images seen it stands at ${held}`)
    );

    const [many, few] = (await answer.innerText()).match(/(?<= at −)\d+\.\d/g)!.map(Number);
    assert.ok(few! < many!, "as the right guess has it");
    await figure.getByRole("radio", {name: "time of learning"}).check();
    await figure
      .locator(".large-panel")
      .getByText(/^seconds of one processor/)
      .waitFor();
    await addressHolds(page, /likelihood='n50000-mcem-0'.*over='seconds'.*size='n50000'/);
    const tab = await freshTab(page);
    const there = tab.locator("#likelihood-curves .run-reading");
    await there.getByText(reading).waitFor();
    await tab.context().close();
    await figure.getByRole("button", {name: "Reset"}).click();
    await figure.getByText(/^1,000 training images: AEVB/).waitFor();
  });
});

/** What the runs are in a test: with these, a point is learned and measured in a second. */
const tiny = {trainImages: 100, measuredImages: 20, hiddenUnits: 10};

/** What a page is given before its scripts run: its runs are tiny, and it keeps their images. */
function makeRunsTiny(changes: typeof tiny): void {
  const kept: Record<string, number[]> = {train: [], heldOut: []};
  Object.assign(globalThis, {kept});
  const room: Record<string, number> = {
    train: changes.trainImages * 28 * 28,
    heldOut: changes.measuredImages * 28 * 28
  };
  const post = Worker.prototype.postMessage as (message: unknown, rest: unknown) => void;
  Worker.prototype.postMessage = function (message: any, rest: any) {
    if (message.type === "pixels") {
      const {of, part} = message;
      kept[of]!.push(...part.subarray(0, room[of]! - kept[of]!.length));
    }
    if (message.type === "start") {
      for (const plan of message.plans) Object.assign(plan, changes);
    }
    post.call(this, message, rest);
  };
}

siteTest(
  "“Run mine” lays curves over the record that are those of the command, over images and time",
  {
    path: "experiments.html",
    prepare: async (page) => {
      await page.addInitScript(makeRunsTiny, tiny);
    }
  },
  async (page) => {
    const figure = page.locator("#likelihood-curves");
    await figure.getByRole("button", {name: "Run mine"}).click();
    const own = figure.locator(".large-panel .panel-curve.own");
    await own.nth(2).waitFor({state: "attached"});
    await figure.getByRole("button", {name: "Pause"}).click();
    await figure.getByRole("button", {name: "Continue"}).waitFor();
    const kept = await page.evaluate(
      () => (globalThis as unknown as {kept: {train: number[]; heldOut: number[]}}).kept
    );
    const images = {
      train: {pixels: Uint8Array.from(kept.train), count: tiny.trainImages},
      heldOut: {pixels: Uint8Array.from(kept.heldOut), count: tiny.measuredImages}
    };
    const kernel = await WebAssembly.compile(await compileKernel("training"));
    for (const [method, title] of [
      ["aevb", "AEVB, 100 images, step size 0.02"],
      ["wake-sleep", "wake-sleep, 100 images, step size 0.02"],
      ["mcem", "Monte Carlo EM, 100 images, step size 0.1"]
    ]) {
      const {plan} = figureStages(3).find(({id}) => id === `n1000-${method}-0`)!;
      const rates = [Number(/[\d.]+$/.exec(title!)![0])];
      const setup = {plan: {...plan, ...tiny, rates}, images, kernel, clock: () => 0};
      const run = await openExperiment(setup);
      while (run.imagesSeen < FIRST_POINT) run.next();
      await figure.locator(`.large-panel [data-curve=own-${method}]`).focus();
      await page.keyboard.press("Home");
      const said = figure.locator(".run-hint").getByText(/ After 10,000 images/);
      const reading = /^Your own run of (.*)\. After .* s: −([\d.]+) nats .* −([\d.]+) on/;
      const [, name, heldOut, train] = reading.exec(await said.innerText())!;
      assert.equal(name, title);
      const {likelihood} = run.curve[0]!;
      for (const [found, {estimate}] of [
        [heldOut, likelihood!.heldOut],
        [train, likelihood!.train]
      ] as const) {
        assert.ok(Math.abs(Number(found) + estimate) < 0.051, `${method}: ${found}, ${estimate}`);
      }
    }
    await figure.getByRole("radio", {name: "time of learning"}).check();
    assert.equal(await own.count(), 3);
    assert.match(await figure.locator(".own-note").innerText(), /by the clock of this computer/);
    await figure.getByRole("button", {name: "Remove mine"}).click();
    await until(
      page,
      () => own.count(),
      (n) => n === 0
    );
  }
);
