import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {watchRequests} from "../harness/faults.js";
import {assertShows, imageOf, type Ink, inkOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

/** True for any part of tfjs; the module that only knows where its parts lie is none. */
const isTfjs = (address: string) => /tfjs(?!-binaries)|tensorflow/.test(address);

/** Returns what the page’s foot says of the engine. */
function foot(page: Page): Promise<string> {
  return page.locator("[data-engine]").evaluate(({textContent}) => textContent);
}

let requests: string[] = [];
const prepare = async (page: Page) => void (requests = watchRequests(page));

siteTest("the board works in the kernel, and loads no tfjs", {prepare}, async (page) => {
  for (const view of views) {
    await setSliders(
      page,
      view,
      view.sliders.map(() => 0.3)
    );
  }
  assert.match(await foot(page), /computed by the engine “kernel”: WebAssembly with SIMD/);
  assert.ok(requests.some((address) => address.includes("kernel")));
  assert.deepEqual(requests.filter(isTfjs), []);
  assert.deepEqual(
    requests.filter((address) => address.includes("weights")),
    []
  );
});

for (const engine of ["kernel", "plain"]) {
  siteTest(
    `?engine=${engine} shows the decode of the 8-bit weights`,
    {path: `?engine=${engine}`, prepare},
    async (page) => {
      assert.ok((await foot(page)).includes(`“${engine}”`));
      for (const view of views) await assertImage(page, view, await valuesOf(page, view));
      assert.deepEqual(requests.filter(isTfjs), []);
    }
  );
}

siteTest(
  "?engine=tfjs shows the decode of the float16 weights, which 8 bits come close to",
  {path: "?engine=tfjs", prepare},
  async (page) => {
    assert.ok((await foot(page)).includes("“tfjs”"));
    for (const view of views) {
      const u = await valuesOf(page, view);
      await assertShows(canvasOf(page, view), imageOf(view, u, 4, "float16"));
      assertClose(await inkOf(canvasOf(page, view)), imageOf(view, u));
    }
    assert.ok(requests.some(isTfjs));
    assert.ok(!requests.some((address) => address.includes("int8")));
  }
);

/** Asserts that images differ little; test/models-rounding-test.ts says how little over many. */
function assertClose(shown: Ink, expected: Ink): void {
  const off = Array.from(shown.ink, (ink, i) => Math.abs(ink - expected.ink[i]!));
  const mean = off.reduce((a, b) => a + b, 0) / off.length;
  assert.ok(mean <= 1, `the mean difference is ${mean}`);
  const largest = off.reduce((a, b) => Math.max(a, b), 0);
  assert.ok(largest <= 16, `the largest difference is ${largest}`);
}

siteTest(
  "an engine that there is not is named, and the page chooses",
  {path: "?engine=abacus"},
  async (page) => {
    assert.match(await foot(page), /^There is no engine “abacus” .*by the engine “kernel”/);
    for (const view of views) await assertImage(page, view, await valuesOf(page, view));
  }
);

siteTest(
  "a browser that cannot run the kernel gets the plain loop, and says so",
  {
    prepare: async (page) => {
      await page.addInitScript(() => {
        WebAssembly.validate = () => false;
      });
    }
  },
  async (page) => {
    assert.match(await foot(page), /“plain”: .* this browser lacks SIMD for WebAssembly\./);
    for (const view of views) await assertImage(page, view, await valuesOf(page, view));
  }
);

siteTest(
  "a kernel that gets no memory gives way to the plain loop",
  {
    prepare: async (page) => {
      // As text: what compiles this file would give the function a name by a helper of its own.
      const refuse = "() => Promise.reject(new RangeError('out of memory'))";
      await page.addInitScript(`WebAssembly.instantiate = ${refuse}`);
    }
  },
  async (page) => {
    assert.match(await foot(page), /“plain”: .* cannot be used: out of memory\./);
    for (const view of views) await assertImage(page, view, await valuesOf(page, view));
  }
);
