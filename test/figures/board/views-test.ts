import assert from "node:assert/strict";
import {describe, it} from "node:test";
import type {BoardDecoder} from "../../../src/figures/board/views.js";
import {
  boardView,
  boardViews,
  decodeImage,
  decodeSheet,
  firstFrame,
  latentPair,
  latentPoint,
  sheetLatents,
  sliderRange
} from "../../../src/figures/board/views.js";
import {normalQuantile} from "../../../src/math/normal.js";

describe("board", async () => {
  /** A decoder of one-pixel images that records the z it was given. */
  function recorder(): BoardDecoder & {z: number[]} {
    const z: number[] = [];
    return {
      z,
      width: 1,
      height: 1,
      decode(points, count) {
        z.push(...points);
        return Promise.resolve(Uint8ClampedArray.from({length: count}, (_, i) => i));
      }
    };
  }

  it("boardViews has a start within the reach of the sliders for every latent with a slider", () => {
    for (const {latents, start} of boardViews) {
      assert.equal(start.length, latents.length);
      assert.ok(start.every((u) => u >= sliderRange[0] && u <= sliderRange[1]));
    }
  });

  it("decodeImage(decoder, u) decodes z = Φ⁻¹(u)", async () => {
    const decoder = recorder();
    await decodeImage(decoder, [0.3, 0.95]);
    assert.deepEqual(decoder.z, [normalQuantile(0.3), normalQuantile(0.95)].map(Math.fround));
  });

  it("decodeSheet(decoder, 4, z) puts the images side by side", async () => {
    const sheet = await decodeSheet(recorder(), 4, new Float32Array(4 * 16));
    assert.equal(sheet[2 * 4 + 3], 11);
  });

  it("firstFrame(decoder, view) is one image, or a sheet where the grid has latents", async () => {
    const image = await firstFrame(recorder(), boardView("mnist-4d"));
    assert.deepEqual([image.pixels.length, image.columns], [1, 1]);
    const sheet = await firstFrame(recorder(), boardView("mnist-4d-sheet"));
    assert.deepEqual([sheet.pixels.length, sheet.columns], [16, 4]);
  });

  it("boardView(id) throws if there is no such view", () => {
    assert.throws(() => boardView("mnist-3d"), {
      message: /^unknown view: mnist-3d, expected one of mnist-2d, /
    });
  });

  it("latentPoint(view, u) leaves out the latents without a slider", () => {
    const sheet = boardView("mnist-4d-sheet");
    assert.deepEqual(latentPoint(sheet, [0.2, 0.9]), [
      undefined,
      undefined,
      normalQuantile(0.2),
      normalQuantile(0.9)
    ]);
  });

  it("latentPair(view, slider) is the pair that holds the latent of the slider", () => {
    const pairs = (latentSize: number, latents = Array.from({length: latentSize}, (_, i) => i)) =>
      latents.map((_, slider) => latentPair({latents, latentSize}, slider));
    assert.deepEqual(pairs(4), [
      [0, 1],
      [0, 1],
      [2, 3],
      [2, 3]
    ]);
    assert.deepEqual(pairs(4, [2, 3]), [
      [2, 3],
      [2, 3]
    ]);
    assert.deepEqual(pairs(3), [
      [0, 1],
      [0, 1],
      [1, 2]
    ]);
    assert.deepEqual(pairs(1), [[0, 1]]);
  });
});

describe("sheet latents", () => {
  it("sheetLatents(4, 2, [0.05, 0.95])(u) has Φ⁻¹([0.95, 0.65, s0, s1]) in row 3, column 4", () => {
    const latents = sheetLatents(4, 2, [0.05, 0.95]);
    latents([0.7, 0.9]);
    const z = latents([0.2, 0.4]).slice(4 * (2 * 4 + 3), 4 * (2 * 4 + 4));
    const expected = [0.95, 0.65, 0.2, 0.4].map(normalQuantile);
    assert.ok(z.every((zi, i) => Math.abs(zi - expected[i]!) < 1e-6));
  });
});
