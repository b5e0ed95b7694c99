import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {drag, middleOf} from "../../harness/board.js";
import {sharedPage} from "../../harness/site.js";

const path = "reparameterization.html";

/** Returns ε and z as a mark of the curve says them. */
async function saysOf(mark: Locator): Promise<{epsilon: number; z: number}> {
  const text = (await mark.getAttribute("aria-valuetext"))!.replaceAll("−", "-");
  const [, epsilon, z] = /^ε = (\S+), z = (\S+)$/.exec(text)!;
  return {epsilon: Number(epsilon), z: Number(z)};
}

// Each test chooses its recipe.
const recipeTest = sharedPage({path});

recipeTest("a mark of ε goes through the inverse of the distribution function", async (page) => {
  const figure = page.locator("#recipes");
  await figure.scrollIntoViewIfNeeded();
  const mark = figure.getByRole("slider", {name: "ε, mark 3"});
  for (const _ of [0, 1]) {
    const {epsilon, z} = await saysOf(mark);
    assert.ok(Math.abs(z + Math.log(1 - epsilon)) < 0.01, `z = ${z} at ε = ${epsilon}`);
    const {x, y} = await middleOf(mark);
    await drag(page, mark, {x, y: y - 45});
  }
  const {epsilon: dragged} = await saysOf(mark);
  assert.ok(dragged > 0.6, `ε = ${dragged}`);
  await mark.press("ArrowDown");
  assert.ok((await saysOf(mark)).epsilon < dragged);
});

recipeTest("a parameter moves z and leaves ε", async (page) => {
  const figure = page.locator("#recipes");
  await figure.getByRole("radio", {name: "Gaussian, location–scale"}).check();
  const mark = figure.getByRole("slider", {name: "ε, mark 4"});
  const before = await saysOf(mark);
  await figure.getByRole("slider", {name: "μ of the Gaussian"}).fill("1.5");
  const after = await saysOf(mark);
  assert.equal(after.epsilon, before.epsilon);
  assert.ok(Math.abs(after.z - before.z - 1.5) < 0.006);
  await figure.getByRole("button", {name: "Reset"}).click();
  assert.deepEqual(await saysOf(mark), before);
});

recipeTest("a gamma variable has as many ε as its shape, and is their sum", async (page) => {
  const figure = page.locator("#recipes");
  await figure.getByRole("radio", {name: "Gamma, composition"}).check();
  const marks = figure.getByRole("slider", {name: /^ε[₁-₉]$/});
  assert.equal(await marks.count(), 3);
  await figure.getByRole("slider", {name: "k of the Gamma"}).fill("5");
  assert.equal(await marks.count(), 5);
  const says = await marks.evaluateAll((all) =>
    all.map((one) => one.getAttribute("aria-valuetext")!)
  );
  const numbers = says.map((text) => text.replaceAll("−", "-").split(", z = ").map(Number));
  const sum = numbers.reduce((total, [epsilon]) => total - Math.log(1 - epsilon!), 0);
  const [, z] = numbers[0]!;
  assert.ok(Math.abs(z! / sum - 1) < 0.03, `z = ${z}, the sum ${sum}`);
  const bars = figure.locator(".recipe-bars");
  const shape = await bars.nth(1).getAttribute("d");
  await figure.getByRole("button", {name: "New seed"}).click();
  assert.notEqual(await bars.nth(1).getAttribute("d"), shape);
});
