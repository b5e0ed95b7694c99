import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {idxFile, npyFile, pngFile, zipFile} from "../reading/file-makers.js";

const path = "vae";

/** Returns the field for images of one’s own. */
const zoneOf = (page: Page) => page.getByRole("group", {name: "Images of your own"});

/** Chooses files by the zone’s first button, as its dialog would. */
async function choose(page: Page, ...files: [name: string, bytes: Uint8Array][]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await zoneOf(page).getByRole("button", {name: "Choose files"}).press("Enter");
  await (
    await chooser
  ).setFiles(
    files.map(([name, bytes]) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes)
    }))
  );
}

const facts = (page: Page): Locator => page.locator(".data-facts");

/** Returns some images of 6 × 4, none like another. */
const pixels = (count: number) => Uint8Array.from({length: 24 * count}, (_, i) => (i * 41) % 256);

siteTest("own images are shown before they are used: IDX, by keyboard", {path}, async (page) => {
  await choose(
    page,
    ["images-idx3-ubyte", idxFile([30, 4, 6], pixels(30))],
    ["labels-idx1-ubyte", idxFile([30], new Uint8Array(30).fill(4, 10))]
  );
  await facts(page).getByText("6 × 4 pixels, 8 bits").waitFor();
  const text = await facts(page).innerText();
  assert.match(text, /images\s+30\s/);
  assert.match(text, /0 … 255, divided by 255/);
  assert.match(text, /classes\s+2$/);
  const label = /^Histogram of the pixels: /;
  assert.equal(await page.getByRole("img", {name: label}).count(), 1);
  const drawn = await page
    .getByRole("img", {name: "the first 25 images"})
    .evaluate((canvas: HTMLCanvasElement) => {
      const {data} = canvas.getContext("2d")!.getImageData(0, 0, 3, 1);
      return [canvas.width, canvas.height, ...Array.from(data)];
    });
  // Ink on paper: 255 − 0, 255 − 41, 255 − 82.
  const words = [255, 214, 173].flatMap((grey) => [grey, grey, grey, 255]);
  assert.deepEqual(drawn, [30, 20, ...words]);
});

siteTest("a bad file is told in a sentence, and the next one is read", {path}, async (page) => {
  const status = zoneOf(page).getByRole("status");
  await choose(page, ["bad.npy", npyFile("<f4", [1, 1, 2], Float32Array.of(0, NaN))]);
  await status.getByText("NaN").waitFor();
  assert.equal(
    await status.innerText(),
    "invalid bad.npy: NaN at image 0, row 0, column 1, " +
      "expected numbers from 0 to 1, or from 0 to 255"
  );
  const bomb = zipFile([{name: "a.png", bytes: new Uint8Array(50e6)}], {size: 400});
  await choose(page, ["bomb.zip", bomb]);
  await status.getByText("unpacks to more than 400 bytes").waitFor();
  assert.equal(await facts(page).count(), 0);
  const pngs = Array.from({length: 50}, (_, i) => ({
    name: `${i % 5}/${i}.png`,
    bytes: pngFile(6, 4, pixels(50).subarray(24 * i, 24 * i + 24))
  }));
  await choose(page, ["good.zip", zipFile(pngs)]);
  await facts(page).getByText("good.zip: 50 PNG images").waitFor();
  assert.equal(await status.innerText(), "");
});

siteTest("files can be dropped, and of two drops the newest counts", {path}, async (page) => {
  const drop = async (name: string, file: Uint8Array) => {
    const dataTransfer = await page.evaluateHandle(
      ([title, values]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(values)], title));
        return data;
      },
      [name, Array.from(file)] as const
    );
    await zoneOf(page).dispatchEvent("drop", {dataTransfer});
  };
  await drop("bad.npy", npyFile("<f4", [1, 1, 2], Float32Array.of(0, NaN)));
  await drop("dropped.npy", npyFile("|u1", [40, 4, 6], pixels(40)));
  await facts(page).getByText("dropped.npy").waitFor();
  assert.equal(await zoneOf(page).getByRole("status").innerText(), "");
});

siteTest(
  "black on white is noticed, inverted, and trained on, few as they are",
  {path},
  async (page) => {
    const files = Array.from({length: 12}, (_, i): [string, Uint8Array] => {
      const ink = pixels(1).map((value, at) => (at % 6 === i % 6 ? value : 255));
      return [`${i}.png`, pngFile(6, 4, ink)];
    });
    await choose(page, ...files);
    const notes = page.locator(".data-notes");
    await notes.getByText("Most pixels are ink").waitFor();
    await page.getByRole("checkbox", {name: "Invert"}).check();
    await notes.getByText("Most pixels are ink").waitFor({state: "detached"});
    assert.match(await notes.innerText(), /^Held out: 1 of 12 images, drawn by seed 0\.$/);
    await page.getByRole("button", {name: "Train on these"}).click();
    const command = page.locator(".take-home .command");
    await command.getByText("--invert").waitFor();
    assert.match(await command.innerText(), / --batch 11 .*--files 0\.png .*--invert$/s);
  }
);

siteTest("JPEG images open by the browser’s own decoder, in color", {path}, async (page) => {
  const drawn = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(8, 8);
    const context = canvas.getContext("2d")!;
    context.fillStyle = "rgb(255 0 0)";
    context.fillRect(0, 0, 8, 8);
    const blob = await canvas.convertToBlob({type: "image/jpeg", quality: 1});
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  });
  const jpeg = Uint8Array.from(drawn);
  await choose(page, ["a.jpg", jpeg], ["b.jpg", jpeg]);
  await facts(page).getByText("2 JPEG images").waitFor();
  assert.match(await facts(page).innerText(), /8 × 8 pixels in color/);
  await page.getByRole("combobox", {name: "opened"}).selectOption("in grey");
  await page.locator(".data-notes").getByText("grey by luminance").waitFor();
  // 0.299 of 255, but for what JPEG loses.
  assert.match(await facts(page).innerText(), /7[5-7] … 7[5-7], divided by 255/);
});

siteTest(
  "images in color are shown in it, trained on, and drawn by the trained model",
  {path},
  async (page) => {
    const colors = Uint8Array.from({length: 40 * 72}, (_, i) => (i * 41) % 256);
    await choose(page, ["colors.npy", npyFile("|u1", [40, 4, 6, 3], colors)]);
    await facts(page).getByText("6 × 4 pixels in color, 8 bits").waitFor();
    const shown = page.getByRole("img", {name: "the first 36 images"});
    const pixelsAt = (canvas: Locator) =>
      canvas.evaluate((element: HTMLCanvasElement) =>
        Array.from(element.getContext("2d")!.getImageData(0, 0, element.width, 2).data)
      );
    // Red, green and blue as they are, row by row: the second image is right of the first.
    const [first, second] = [0, 72].map((from) =>
      [0, 1].flatMap((x) => [...colors.subarray(from + 3 * x, from + 3 * x + 3), 255])
    );
    const row = await pixelsAt(shown);
    assert.deepEqual([row.slice(0, 8), row.slice(24, 32)], [first, second]);
    await page.getByRole("button", {name: "Train on these"}).click();
    const sheet = page.getByRole("img", {name: "what the decoder draws"});
    await sheet.and(page.locator("[data-drawn]")).waitFor();
    const learned = await pixelsAt(sheet);
    const isColored = learned.some((_, i) => i % 4 === 0 && learned[i] !== learned[i + 1]);
    assert.deepEqual([learned.length / 8, isColored], [60, true]);
  }
);
