import assert from "node:assert/strict";
import {before as beforeAll, describe} from "node:test";
import * as tf from "@tensorflow/tfjs";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {holdings} from "../harness/holdings.js";
import {independentQuantile} from "../harness/independent.js";
import {assertShows} from "../harness/ink.js";
import {
  convolutionalVae,
  draggedFiles,
  dragOver,
  dropModel,
  inkOfMeans,
  keptAreListed,
  modelLine,
  modelZone,
  ownCanvas,
  ownSlider,
  smallPerceptron
} from "../harness/own-model.js";
import {equipped, siteTest} from "../harness/site.js";
import {pageTime, until} from "../harness/waiting.js";
import {views} from "../harness/views.js";
import type {NamedWeight} from "../reading/keras-makers.js";
import {dense, denseSums, input, kerasFiles, sequential, sigmoid} from "../reading/keras-makers.js";
import {
  graphFiles,
  jsonFile,
  layersFiles,
  perceptronManifest,
  safetensorsFile,
  type Weight
} from "../reading/model-makers.js";

describe("a model of one’s own", () => {
  beforeAll(() => tf.setBackend("cpu"));

  const seen = {timeout: 60_000};

  siteTest(
    "a convolutional VAE of Keras’ kind gets a row on the board, as it is",
    {},
    async (page) => {
      const {decoder, encoder} = convolutionalVae();
      await dropModel(page, [
        ...(await layersFiles(decoder, "decoder/")),
        ...(await layersFiles(encoder, "encoder/"))
      ]);
      await modelLine(page).getByText("2 latents, images of 28 × 28").waitFor(seen);
      assert.match(await modelLine(page).innerText(), /It runs in TensorFlow\.js/);
      const means = (z: number[]) => (decoder.predict(tf.tensor2d([z])) as tf.Tensor).dataSync();
      for (const u of [
        [0.5, 0.5],
        [0.2, 0.8]
      ]) {
        for (const [i, ui] of u.entries()) await ownSlider(page, i + 1).fill(String(ui));
        await assertShows(
          ownCanvas(page, "image"),
          inkOfMeans(means(u.map(independentQuantile)), 28)
        );
      }
      const corner = [0.35, 0.05].map(independentQuantile);
      const part = {x: 28, y: 0, width: 28, height: 28};
      await assertShows(ownCanvas(page, "sheet"), inkOfMeans(means(corner), 28), part);
      await page.locator("[data-view=plane]").scrollIntoViewIfNeeded();
      await page.getByText("the model came without codes of test images").waitFor(seen);
    }
  );

  siteTest("a perceptron takes its place, and another model the place of it", {}, async (page) => {
    const {files, means} = smallPerceptron();
    await dropModel(page, files);
    await modelLine(page).getByText("three.safetensors: 3 latents, images of 5 × 4").waitFor(seen);
    for (const [i, ui] of [0.3, 0.6, 0.9].entries()) await ownSlider(page, i + 1).fill(String(ui));
    const z = [0.3, 0.6, 0.9].map(independentQuantile);
    await assertShows(ownCanvas(page, "image"), inkOfMeans(means(z), 5));
    assert.match(await page.locator("[data-view=mapping] figcaption").innerText(), /u₃, three/);
    const one = tf.sequential({layers: [tf.layers.dense({units: 9, inputShape: [1]})]});
    await dropModel(page, await layersFiles(one, "line/"));
    await modelLine(page).getByText("line: 1 latent, images of 3 × 3").waitFor(seen);
    await page.getByText("line has one latent, and a plane needs two").waitFor(seen);
    assert.equal(await page.locator(".own-row .slider").count(), 1);
  });

  siteTest(
    "layers that are told by names are confirmed, or stopped, before they open",
    {},
    async (page) => {
      const numbers = (count: number) => Array.from({length: count}, (_, i) => Math.sin(3 * i));
      const weights: Record<string, Weight> = {
        "dec.0.weight": [[5, 2], numbers(10)],
        "dec.0.bias": [[5], numbers(5)],
        "dec.2.weight": [[4, 5], numbers(20)],
        "dec.2.bias": [[4], numbers(4)]
      };
      const files = [{name: "bare.safetensors", bytes: safetensorsFile(weights)}];
      const row = page.locator(".own-row .view");
      const question = modelLine(page).getByText(/names and shapes: .*dec\.0.* Is that right\?/);
      await dropModel(page, files);
      await question.waitFor(seen);
      await page.getByRole("button", {name: "No", exact: true}).click();
      await modelZone(page).getByText("a manifest has to say its layers").waitFor(seen);
      await dropModel(page, files);
      await question.waitFor(seen);
      await modelZone(page).getByRole("button", {name: "Stop"}).click();
      await question.waitFor({state: "hidden"});
      assert.equal(await row.count(), 0);
      await dropModel(page, files);
      await page.getByRole("button", {name: "Yes, open it"}).click();
      await modelLine(page).getByText("bare.safetensors: 2 latents, images of 2 × 2").waitFor(seen);
      await row.first().waitFor(seen);
    }
  );

  siteTest("what a last layer gives can be said, and is kept", {}, async (page) => {
    const weights: NamedWeight[] = [
      ["out/kernel", [2, 4], [0.1, -0.1, 0.2, 0.1, 0, 0.1, 0.1, -0.2]],
      ["out/bias", [4], [0.5, 0.2, 0.7, 0.4]]
    ];
    const model = sequential(input("z", 2), dense("out", 4, "linear"));
    await dropModel(page, kerasFiles(model, weights));
    await modelLine(page).getByText("are taken as means in [0, 1]").waitFor(seen);
    for (const [i, ui] of [0.2, 0.7].entries()) await ownSlider(page, i + 1).fill(String(ui));
    const sums = denseSums([0.2, 0.7].map(independentQuantile), weights);
    await assertShows(ownCanvas(page, "image"), inkOfMeans(sums, 2));
    const menu = page.getByRole("combobox", {name: "Its last layer gives"});
    await menu.selectOption("logits");
    await modelLine(page).getByText("its numbers are logits, as was said").waitFor(seen);
    for (const [i, ui] of [0.2, 0.7].entries()) await ownSlider(page, i + 1).fill(String(ui));
    await assertShows(ownCanvas(page, "image"), inkOfMeans(sums.map(sigmoid), 2));
    await page.evaluate(() => scrollTo(0, 0)); // a page that opens far down computes that part first
    await page.reload();
    await modelLine(page).getByRole("button", {name: "Open it"}).click(seen);
    await modelLine(page).getByText("its numbers are logits, as was said").waitFor(seen);
  });

  siteTest("a graph model draws what it computes", {}, async (page) => {
    const weights = [1, -2, 0.5, 3, -1, 2, -0.5, 1]; // sigmoid(z · W), row by row
    await dropModel(page, graphFiles(weights));
    await modelLine(page).getByText("2 latents, images of 2 × 2").waitFor(seen);
    for (const [i, ui] of [0.2, 0.7].entries()) await ownSlider(page, i + 1).fill(String(ui));
    const [z1, z2] = [0.2, 0.7].map(independentQuantile);
    const means = [0, 1, 2, 3].map((j) => {
      const sum = z1! * weights[j]! + z2! * weights[4 + j]!;
      return 1 / (1 + Math.exp(-sum));
    });
    await assertShows(ownCanvas(page, "image"), inkOfMeans(means, 2));
  });

  siteTest("what does not fit is told in its place, and the page goes on", {}, async (page) => {
    const {files} = smallPerceptron();
    const status = modelZone(page).getByRole("status");
    const [model, ...shards] = await layersFiles(convolutionalVae().decoder);
    await dropModel(page, [model, shards[0]]);
    await status.getByText("no file group1-shard2of2.bin of weights").waitFor(seen);
    const text = Buffer.from(model.bytes).toString().replaceAll("LeakyReLU", "Swirl");
    await dropModel(page, [{name: "model.json", bytes: Buffer.from(text)}, ...shards]);
    await status.getByText("Swirl").waitFor(seen);
    assert.match(await status.innerText(), /^invalid model\.json: /);
    assert.equal(await page.locator(".own-row").count(), 0);
    await dropModel(page, files);
    await modelLine(page).getByText("3 latents").waitFor(seen);
    assert.equal(await status.innerText(), "");
    await page.getByRole("button", {name: "Remove it"}).press("Enter");
    await page.locator(".own-row").waitFor({state: "detached"});
    await page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
    await page.evaluate(() => scrollTo(0, 0)); // where a reader is whose board is drawn
    await page.reload();
    await equipped(page);
    await keptAreListed(page);
    assert.equal(await modelLine(page).isVisible(), false);
  });
});

describe("the field for a model", () => {
  siteTest(
    "is one line until it is pressed, and in the window while a file is dragged over it",
    {},
    async (page) => {
      const fold = page.locator(".own-place");
      const button = fold.getByRole("button", {name: "Choose files"});
      assert.ok((await fold.boundingBox())!.height < 80);
      const transfer = await draggedFiles(page, [{name: "a.txt", bytes: Buffer.from("text")}]);
      await dragOver(page, transfer);
      await button.waitFor();
      const inWindow = await button.evaluate((element) => {
        const {top, bottom} = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
      assert.ok(inWindow, "the field comes to where the reader is");
      await page.locator("body").dispatchEvent("dragleave", {dataTransfer: transfer});
      await button.waitFor({state: "hidden"});
      await fold.locator("summary").press("Enter");
      await button.waitFor();
      await fold.locator("summary").click();
      await button.waitFor({state: "hidden"});
      await page.locator("body").dispatchEvent("drop", {dataTransfer: transfer});
      await fold.getByRole("status").getByText("a.txt").waitFor();
      assert.ok(
        await fold.evaluate((element) => element.getBoundingClientRect().top < innerHeight)
      );
    }
  );
});

describe("a kept model", () => {
  const seen = {timeout: 60_000};
  const [first] = views;

  /** Puts an entry where the browser keeps a model of the reader’s own. */
  async function keepEntry(page: Page, entry: object): Promise<void> {
    await page.evaluate(
      (kept) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("aevb-own-model", 1);
          opening.addEventListener("upgradeneeded", () => {
            opening.result.createObjectStore("models");
            opening.result.createObjectStore("aside", {autoIncrement: true});
          });
          opening.addEventListener("error", () => reject(new Error("the database does not open")));
          opening.addEventListener("success", () => {
            const transaction = opening.result.transaction("models", "readwrite");
            transaction.objectStore("models").put(kept, "mine");
            transaction.addEventListener("complete", () => {
              opening.result.close();
              resolve();
            });
          });
        }),
      entry
    );
  }

  siteTest("a kept model that is broken is set aside with a sentence, once", {}, async (page) => {
    await keepEntry(page, {format: 1, savedAt: 1, state: {title: "mine", network: {type: "onnx"}}});
    await page.reload();
    await modelLine(page).getByRole("button", {name: "Open it"}).click(seen);
    const status = modelZone(page).getByRole("status");
    await status
      .getByText("invalid model: network: onnx, expected “packed” or “tfjs”")
      .waitFor(seen);
    await setSliders(page, first, [0.6, 0.7]);
    await assertImage(page, first, await valuesOf(page, first));
    assert.equal(await canvasOf(page, first).isVisible(), true);

    await page.reload();
    await equipped(page);
    await keptAreListed(page);
    assert.equal(await modelLine(page).isVisible(), false);
  });
});

describe("what models leave behind", () => {
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
      await page.waitForFunction(
        () => {
          // The row may be that of the model before, which another one is about to replace.
          document.querySelector(".own-row")?.scrollIntoView({block: "nearest"});
          const all = [...document.querySelectorAll<HTMLElement>(".own-row canvas[role=img]")];
          return all.length >= 2 && all.every(({dataset}) => dataset.drawn !== undefined);
        },
        undefined,
        {timeout: 60_000}
      );
    };
    for (const name of ["first", "second"]) await open(name);
    await pageTime(page, 1500); // what drew the one before has let go of it
    const before = await holdings(page, session);
    const workers = page.workers().length;
    for (let round = 0; round < rounds; ++round) await open(`model-${round}`);
    const after = await until(
      page,
      () => holdings(page, session),
      ({heap, nodes}) =>
        page.workers().length <= workers &&
        heap - before.heap < heapLimit &&
        nodes - before.nodes < nodeLimit
    );
    assert.ok(
      page.workers().length <= workers,
      `${page.workers().length} workers, ${workers} before`
    );
    assert.ok(after.heap - before.heap < heapLimit, `${after.heap - before.heap} bytes more`);
    assert.ok(after.nodes - before.nodes < nodeLimit, `${after.nodes - before.nodes} nodes more`);
  });
});
