import assert from "node:assert/strict";
import {figuresOf} from "../../../tools/site/figure-list.js";
import {projectFolder} from "../../../tools/project.js";
import {figureOf} from "../../harness/board.js";
import {sharedPage} from "../../harness/site.js";
import {viewOf, views} from "../../harness/views.js";

const screenTest = sharedPage({context: {viewport: {width: 1440, height: 900}}});

screenTest("the first screen holds the title and both rows of the board", async (page) => {
  const hero = (await page.locator(".masthead").boundingBox())!;
  assert.ok(hero.height <= 176, `the title takes ${hero.height} px`);
  for (const view of views) {
    const {y, height} = (await figureOf(page, view).boundingBox())!;
    assert.ok(y >= 0 && y + height <= 900, `${view.title} ends at ${y + height} px`);
  }
});

screenTest("rows and columns are named once, and figures have their whole name", async (page) => {
  const seen = async (text: string) => {
    const all = await page.locator(".masthead, .board").getByText(text, {exact: true}).all();
    const boxes = await Promise.all(all.map((one) => one.boundingBox()));
    return boxes.filter((box) => box !== null && box.width > 1).length;
  };
  for (const name of ["MNIST", "Fashion-MNIST"]) assert.equal(await seen(name), 1, name);
  for (const name of [
    "2 numbers, one image",
    "4 numbers, one image",
    "4 numbers, a sheet of images"
  ]) {
    assert.equal(await seen(name), 1, name);
  }
  assert.deepEqual(
    await page.locator(".board figcaption > .caption-text").allTextContents(),
    ["MNIST", "Fashion-MNIST"].flatMap((name) => [
      `${name}, 2 numbers, one image`,
      `${name}, 4 numbers, one image`,
      `${name}, 4 numbers, a sheet of images`
    ])
  );
});

screenTest("the title says how much there is to read", async (page) => {
  const [, figures, minutes] = /\d+ sections, (\d+) figures, (\d+) minutes/.exec(
    await page.locator(".masthead .extent").innerText()
  )!;
  assert.equal(Number(figures), figuresOf(projectFolder).length);
  const times = await page.locator(".way-panel li > a > :last-child").allTextContents();
  assert.equal(
    Number(minutes),
    times.reduce((sum, time) => sum + parseInt(time), 0)
  );
});

screenTest("what saves a view shows under the pointer and with the focus", async (page) => {
  const view = figureOf(page, viewOf("fashion-4d"));
  const button = view.getByRole("button", {name: "Save"});
  const opacity = () =>
    button.evaluate((element) => getComputedStyle(element.parentElement!).opacity);
  await page.mouse.move(2, 2);
  assert.equal(await opacity(), "0");
  await view.hover();
  assert.equal(await opacity(), "1");
  await page.mouse.move(2, 2);
  await button.focus();
  assert.equal(await opacity(), "1");
});
