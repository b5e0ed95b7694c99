import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, figureOf, setSliders, valuesOf} from "../harness/board.js";
import {drawnTwice} from "../harness/cells.js";
import {watchRequests} from "../harness/faults.js";
import {assertShows, imageOf, type Ink, inkOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";
import {viewOf, views} from "../harness/views.js";
import {pageTime, until} from "../harness/waiting.js";
import {runsWhole} from "../whole.js";

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
    // The head of the page asks for the first decoder before it knows which engine is wanted.
    const packed = requests.filter((address) => /int8/.test(address));
    assert.ok(
      packed.every((address) => /mnist-2d/.test(address)),
      packed.join()
    );
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

/** What happened to requests for heavy files, in this order. */
let events: string[] = [];

async function watchWeights(page: Page): Promise<void> {
  events = [];
  const nameOf = (address: string) =>
    /\/models\/([\w-]+)\/(?:decoder\/)?(int8|codes)/.exec(address);
  const note = (what: string, address: string) => {
    const match = nameOf(address);
    if (match !== null) events.push(`${what} ${match[1]} ${match[2]}`);
  };
  page.on("request", (request) => note("asks for", request.url()));
  page.on("requestfinished", (request) => note("has", request.url()));
}

const loaded = (...files: string[]) => files.flatMap((file) => [`asks for ${file}`, `has ${file}`]);

siteTest(
  "the decoders are loaded one after the other, as they stand on the board, then the codes",
  {prepare: watchWeights},
  async (page) => {
    const expected = loaded(
      "mnist-2d int8",
      "mnist-4d int8",
      "fashion-2d int8",
      "fashion-4d int8",
      "mnist-2d codes"
    );
    const all = async () => events;
    assert.deepEqual(await until(page, all, ({length}) => length >= expected.length), expected);
  }
);

siteTest(
  "a decoder is asked for when the one before it has drawn",
  {
    async prepare(page) {
      await page.addInitScript(noteFirstDraws);
    }
  },
  async (page) => {
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({name}) => /fashion-4d.*int8/.test(name))
    );
    const [shown, asked] = await page.evaluate(() => [
      (window as unknown as {firstDraws: Record<string, number>}).firstDraws,
      Object.fromEntries(
        performance
          .getEntriesByType("resource")
          .map(({name, startTime}) => [
            /models\/([\w-]+)\/decoder\/int8/.exec(name)?.[1],
            startTime
          ])
      ) as Record<string, number>
    ]);
    for (const [first, second] of [
      ["mnist-2d", "mnist-4d"],
      ["mnist-4d", "fashion-2d"],
      ["fashion-2d", "fashion-4d"]
    ]) {
      assert.ok(asked[second] >= shown[first], `${second}: ${asked[second]} < ${shown[first]} ms`);
    }
  }
);

/** Runs in the page before its own scripts: notes when each view is first drawn. */
function noteFirstDraws(): void {
  const firstDraws: Record<string, number> = {};
  Object.assign(window, {firstDraws});
  new MutationObserver((mutations) => {
    for (const {target} of mutations) {
      const view = (target as Element).closest<HTMLElement>("[data-view]")!.dataset.view!;
      firstDraws[view.replace("-sheet", "")] ??= performance.now();
    }
  }).observe(document, {subtree: true, attributeFilter: ["data-drawn"]});
}

siteTest(
  "in a small window what is far below waits until it comes near",
  {
    context: {viewport: {width: 390, height: 400}, isMobile: true, hasTouch: true},
    prepare: watchWeights
  },
  async (page) => {
    const [first] = views;
    await assertImage(page, first!, await valuesOf(page, first!));
    await pageTime(page, 500); // the next one would have been asked for
    assert.deepEqual(events.slice(0, 2), loaded("mnist-2d int8"));
    assert.ok(!events.includes("asks for fashion-4d int8"), events.join(", "));
    assert.ok(!events.includes("asks for mnist-2d codes"), events.join(", "));
    for (const view of views) {
      await canvasOf(page, view).scrollIntoViewIfNeeded();
      await assertImage(page, view, await valuesOf(page, view));
    }
    await page.locator('[data-view="plane"]').scrollIntoViewIfNeeded();
    await page.getByLabel("place in the latent plane of").waitFor();
    assert.ok(events.includes("has mnist-2d codes"), events.join(", "));
  }
);

const view = viewOf("mnist-4d-sheet");
const n = 32;

/** Chooses the finest sheet, and resolves when workers have drawn it. */
async function chooseFinest(page: Page): Promise<void> {
  await page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
  await page.waitForFunction(
    (id) => document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] canvas`)!.width > 500,
    view.id
  );
  await settle(page);
}

/** Resolves when nothing has been drawn in the view for half a second. */
async function settle(page: Page): Promise<void> {
  for (let before = -1, now = 0; before !== now;) {
    before = now;
    await pageTime(page, 500);
    now = await drawn(page);
  }
}

/** Returns how many images the view has drawn. */
function drawn(page: Page): Promise<number> {
  return canvasOf(page, view).evaluate((canvas) => Number(canvas.dataset.drawn));
}

/** Moves the two sliders of the view to many places, and to the last one; all in one task or not. */
function move(page: Page, steps: number, last: readonly number[], atOnce: boolean): Promise<void> {
  return figureOf(page, view).evaluate(
    async (figure, options) => {
      const sliders = Array.from(figure.querySelectorAll<HTMLInputElement>("[type=range]"));
      for (let step = 1; step <= options.steps; ++step) {
        sliders.forEach((slider, i) => {
          const end = step === options.steps ? options.last[i]! : undefined;
          slider.valueAsNumber = end ?? 0.05 + ((step * 0.37 + i * 0.2) % 0.9);
          slider.dispatchEvent(new Event("input", {bubbles: true}));
        });
        if (!options.atOnce) await new Promise(requestAnimationFrame);
      }
    },
    {steps, last, atOnce}
  );
}

siteTest("a 32 × 32 sheet ends as the exact decode of its last event", {}, async (page) => {
  await chooseFinest(page);
  assert.ok(page.workers().length >= 1);
  const last = [0.31, 0.77];
  await move(page, 60, last, false);
  await assertShows(canvasOf(page, view), imageOf(view, last, n));
});

siteTest("of many events in a frame only the last is computed whole", {}, async (page) => {
  await chooseFinest(page);
  const before = await drawn(page);
  await move(page, 50, [0.6, 0.2], true);
  await settle(page);
  assert.equal((await drawn(page)) - before, 1);
  await assertShows(canvasOf(page, view), imageOf(view, [0.6, 0.2], n));
});

siteTest("a worker that is killed is replaced, and the sheet goes on", {}, async (page) => {
  await chooseFinest(page);
  const workers = page.workers();
  for (const worker of workers) await worker.evaluate(() => self.close());
  await move(page, 3, [0.2, 0.9], false);
  await assertShows(canvasOf(page, view), imageOf(view, [0.2, 0.9], n));
  assert.ok(page.workers().length <= workers.length);
});

siteTest(
  "where no worker starts the sheet is computed all the same",
  {
    prepare: async (page) => {
      await page.route("**/engine/sheets/worker.*", (route) => route.abort());
    },
    expected: [/^failed request: .*sheets\/worker/, /^console error: .*sheets\/worker/]
  },
  async (page) => {
    await page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
    await move(page, 2, [0.5, 0.4], false);
    await assertShows(canvasOf(page, view), imageOf(view, [0.5, 0.4], n));
  }
);

siteTest("many big sheets leave the heap and the workers level", {}, async (page) => {
  const session = await page.context().newCDPSession(page);
  async function heap(): Promise<number> {
    await settle(page);
    await session.send("HeapProfiler.collectGarbage");
    const usage: {usedSize: number; backingStorageSize?: number} =
      await session.send("Runtime.getHeapUsage");
    return usage.usedSize + (usage.backingStorageSize ?? 0);
  }
  await chooseFinest(page);
  const rest = async (times: number) => {
    for (let i = 1; i <= times; ++i) {
      await move(page, 5, [i / (times + 1), 0.5], false);
      await pageTime(page, 60);
    }
  };
  await rest(10);
  // One sheet is 3 MB: a tenth of them would show.
  const times = runsWhole ? 100 : 25;
  const [workers, before] = [page.workers().length, await heap()];
  await rest(times);
  const grown = (await heap()) - before;
  assert.ok(grown < 1_000_000, `the heap has grown by ${grown} bytes`);
  assert.equal(page.workers().length, workers);
});

siteTest("a sheet that is off screen waits until it is seen", {}, async (page) => {
  await chooseFinest(page);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await drawnTwice(page);
  const before = await drawn(page);
  await move(page, 5, [0.9, 0.9], false);
  await settle(page);
  assert.equal(await drawn(page), before);
  await page.evaluate(() => window.scrollTo(0, 0));
  await assertShows(canvasOf(page, view), imageOf(view, [0.9, 0.9], n));
  await settle(page);
  assert.equal(await drawn(page), before + 1);
});
