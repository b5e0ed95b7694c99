import assert from "node:assert/strict";
import {holdings} from "../harness/holdings.js";
import {dropModel, modelLine} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";
import {jsonFile, perceptronManifest, safetensorsFile} from "../reading/model-makers.js";

const rounds = 6;
const nodeLimit = 60; // elements; a row of the board has some hundred
const heapLimit = 2_000_000; // bytes; each of these models holds 2.5 MB of weights

/** Returns the files of a perceptron of two latents and 28 × 28 pixels with 800 hidden units. */
function perceptron(name: string) {
  const numbers = (count: number) => Array.from({length: count}, (_, i) => Math.sin(i) / 20);
  const bytes = safetensorsFile({
    w1: [[2, 800], numbers(1600)],
    b1: [[800], numbers(800)],
    w2: [[800, 784], numbers(627_200)],
    b2: [[784], numbers(784)]
  });
  return [
    {name: `${name}.safetensors`, bytes},
    jsonFile(`${name}.json`, perceptronManifest(28, 28))
  ];
}

siteTest("a model in the place of another one leaves nothing of it", {}, async (page) => {
  const session = await page.context().newCDPSession(page);
  const open = async (name: string) => {
    await dropModel(page, perceptron(name));
    await modelLine(page).getByText(`${name}.safetensors: 2 latents`).waitFor({timeout: 60_000});
    await page.locator(".own-row").scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => {
        const all = [...document.querySelectorAll<HTMLElement>(".own-row canvas:not(.draft)")];
        return all.length >= 2 && all.every(({dataset}) => dataset.drawn !== undefined);
      },
      undefined,
      {timeout: 60_000}
    );
    await page.waitForTimeout(1500); // what drew the one before has let go of it
  };
  for (const name of ["first", "second"]) await open(name);
  const before = await holdings(page, session);
  const workers = page.workers().length;
  for (let round = 0; round < rounds; ++round) await open(`model-${round}`);
  const after = await holdings(page, session);
  assert.ok(
    page.workers().length <= workers,
    `${page.workers().length} workers, ${workers} before`
  );
  assert.ok(after.heap - before.heap < heapLimit, `${after.heap - before.heap} bytes more`);
  assert.ok(after.nodes - before.nodes < nodeLimit, `${after.nodes - before.nodes} nodes more`);
});
