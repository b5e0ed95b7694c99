import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {equipped, siteTest} from "../harness/site.js";

const weights = "**/_file/models/mnist-2d/decoder/int8.*.bin";
const remedy =
  "reload the page; if that does not help, the site was built or copied incompletely: " +
  "run npm run build again and publish the whole of dist";

siteTest(
  "a missing weight file is named, the other models go on working, and it can be tried again",
  {
    pending: true,
    prepare: (page) => answerWith(page, weights, () => undefined),
    expected: [/^(status 404|failed request): .*\/mnist-2d\/decoder\/int8\./]
  },
  async (page) => {
    assert.match(await failure(page), /^missing file mnist-2d\/decoder\/int8\.bin: HTTP 404; /);
    assert.ok((await failure(page)).endsWith(remedy));
    await assertOthersWork(page);
    const view = page.locator('[data-view="mnist-2d"]');
    const again = view.getByRole("button", {name: "Try again"});
    const refused = page.waitForResponse((response) => response.status() === 404);
    await again.click();
    await refused;
    await again.waitFor(); // as it is still missing
    await page.unroute(weights);
    await again.click();
    await view.locator("canvas[data-drawn]").waitFor();
    assert.equal(await view.locator('[role="alert"]:visible').count(), 0);
    await equipped(page); // and no cell waits
  }
);

siteTest(
  "a weight file whose connection breaks is named, and the other models go on working",
  {
    pending: true,
    prepare: async (page) => void (await page.route(weights, (route) => route.abort())),
    expected: [/^failed request: .*\/mnist-2d\/decoder\/int8\./]
  },
  async (page) => {
    const sentence = "missing file mnist-2d/decoder/int8.bin: Failed to fetch; ";
    assert.strictEqual(await failure(page), sentence + remedy);
    await assertOthersWork(page);
  }
);

siteTest(
  "a truncated weight file is named with its length, and the other models go on working",
  {pending: true, prepare: (page) => answerWith(page, weights, (body) => body.subarray(0, 1000))},
  async (page) => {
    const [sentence, expected] = /^truncated file .*: 1000 bytes, expected (\d+); reload/.exec(
      await failure(page)
    ) ?? [await failure(page)];
    assert.ok(sentence.includes("mnist-2d/decoder/int8.bin"), sentence);
    assert.ok(Number(expected) > 300_000, sentence);
    await assertOthersWork(page);
  }
);

siteTest(
  "a weight file with one bit changed is named, and the other models go on working",
  {
    pending: true,
    prepare: (page) =>
      answerWith(page, weights, (body) => {
        body[5000] ^= 1;
        return body;
      })
  },
  async (page) => {
    assert.match(
      await failure(page),
      /^altered file mnist-2d\/decoder\/int8\.bin: SHA-256 [0-9a-f]{8}…, expected [0-9a-f]{8}…; /
    );
    await assertOthersWork(page);
  }
);

siteTest(
  "a manifest of another build is named, and the other models go on working",
  {
    pending: true,
    prepare: (page) =>
      answerWith(page, "**/_file/models/mnist-2d/manifest.*.json", (body) =>
        Buffer.from(body.toString().replace('"latentSize": 2', '"latentSize": "2"'))
      )
  },
  async (page) => {
    const said = await failure(page);
    assert.match(said, /^altered file models\/mnist-2d\/manifest\.json: \d+ bytes of SHA-256 /);
    assert.ok(said.endsWith(remedy), said);
    await assertOthersWork(page);
  }
);

siteTest(
  "without the WebAssembly binaries the images are decoded all the same",
  {
    prepare: (page) => answerWith(page, "**/*.wasm", () => undefined),
    expected: [/^(status 404|failed request): .*\.wasm\b/, /^console error: .*wasm/i]
  },
  async (page) => {
    await page.locator('[data-view="mnist-2d"] canvas[data-drawn]').waitFor();
    await assertOthersWork(page);
  }
);

/** Makes the server’s answer to some requests what change makes of it; 404 if that is nothing. */
async function answerWith(
  page: Page,
  pattern: string,
  change: (body: Buffer) => Buffer | undefined
): Promise<void> {
  await page.route(pattern, async (route) => {
    const response = await route.fetch();
    const body = change(await response.body());
    await route.fulfill(body === undefined ? {status: 404} : {response, body});
  });
}

/** Returns what the view of the broken model says in the place of its image. */
async function failure(page: Page): Promise<string> {
  const alert = page.locator('[data-view="mnist-2d"] [role="alert"]:visible');
  await alert.waitFor();
  return alert.locator("span").innerText();
}

/** Asserts that the other views of the board are drawn, and that a slider changes one of them. */
async function assertOthersWork(page: Page): Promise<void> {
  for (const view of ["mnist-4d", "mnist-4d-sheet", "fashion-2d", "fashion-4d"]) {
    await page.locator(`[data-view="${view}"] canvas[data-drawn]`).waitFor();
  }
  const image = page.locator('[data-view="fashion-2d"] .picture canvas');
  const drawn = () => image.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await drawn();
  const slider = page.locator('[data-view="fashion-2d"] input[type="range"]').first();
  await slider.press("PageUp");
  await page.waitForFunction(
    ([selector, old]) => document.querySelector<HTMLCanvasElement>(selector)!.toDataURL() !== old,
    ['[data-view="fashion-2d"] .picture canvas', before] as const
  );
  assert.notStrictEqual(await drawn(), before);
}
