import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {tries} from "../../../src/figures/board/first-steps.js";
import {sliderRange} from "../../../src/figures/board/views.js";
import {
  independentCodes,
  independentDecoder,
  independentQuantile
} from "../../harness/independent.js";

/** What can be seen of a digit: how much ink it has, of 255 per pixel, and how far it leans. */
interface Stroke {
  ink: number;
  /** The slope of its ink against the vertical: 0 is upright. */
  slope: number;
}

describe("what the board says can be tried with two numbers", () => {
  const codes = independentCodes("mnist-2d");
  const decode = independentDecoder("mnist-2d");
  const side = 28;

  /** Returns how many of the 50 test codes that lie nearest to u are of a class. */
  function countNear(u: readonly number[], label: number): number {
    const z = u.map(independentQuantile);
    const distance = ({mu}: {mu: number[]}) => Math.hypot(mu[0]! - z[0]!, mu[1]! - z[1]!);
    const nearest = codes.toSorted((a, b) => distance(a) - distance(b)).slice(0, 50);
    return nearest.filter((code) => code.label === label).length;
  }

  function strokeAt(z: readonly number[]): Stroke {
    const pixels = Array.from(decode(z), (ink, i) => ({
      ink,
      x: i % side,
      y: Math.floor(i / side)
    }));
    const total = (weigh: (pixel: (typeof pixels)[number]) => number) =>
      pixels.reduce((sum, pixel) => sum + pixel.ink * weigh(pixel), 0);
    const all = total(() => 1);
    const [x, y] = [total((pixel) => pixel.x) / all, total((pixel) => pixel.y) / all];
    const slope =
      total((pixel) => (pixel.x - x) * (pixel.y - y)) / total((pixel) => (pixel.y - y) ** 2);
    return {ink: all / side ** 2, slope};
  }

  /** Returns what the decoder draws at every fourth test code of a class. */
  const strokesOf = (label: number) =>
    codes.filter((code, i) => code.label === label && i % 4 === 0).map(({mu}) => strokeAt(mu));
  const shareThinner = (strokes: readonly Stroke[], ink: number) =>
    strokes.filter((one) => one.ink < ink).length / strokes.length;
  const isUpright = ({slope}: Stroke) => Math.abs(slope) < 0.1;

  it("every stop is within reach of the sliders", () => {
    const all = Object.values(tries).flat(2);
    assert.ok(all.every((u) => u >= sliderRange[0] && u <= sliderRange[1]));
  });

  it("“a thin 7” is drawn among codes of 7s, and thinner than five of six 7s", () => {
    const [place] = tries["thin-7"]!;
    assert.ok(countNear(place!, 7) >= 45);
    const {ink} = strokeAt(place!.map(independentQuantile));
    assert.ok(shareThinner(strokesOf(7), ink) < 1 / 6);
  });

  it("“walk from 4 to 9” begins at a 4, ends at a 9, and passes nothing else", () => {
    const [from, to] = tries["4-to-9"]!;
    assert.ok(countNear(from!, 4) >= 45);
    assert.ok(countNear(to!, 9) >= 45);
    for (let step = 0; step <= 10; ++step) {
      const u = from!.map((start, i) => start + (step / 10) * (to![i]! - start));
      const [fours, nines] = [countNear(u, 4), countNear(u, 9)];
      assert.ok(fours + nines >= 40, `${fours} and ${nines} of 50 near (${u})`);
    }
  });

  it("“a thin, upright 1” is the thinnest in reach, and most of the test set are thinner", () => {
    const [place] = tries["thin-1"]!;
    assert.equal(countNear(place!, 1), 50);
    const found = strokeAt(place!.map(independentQuantile));
    assert.ok(isUpright(found));
    for (let across = sliderRange[0]; across <= sliderRange[1]; across += 0.05) {
      for (const up of [0.85, 0.9, sliderRange[1]]) {
        const stroke = strokeAt([across, up].map(independentQuantile));
        const isOne = isUpright(stroke) && countNear([across, up], 1) >= 25;
        assert.ok(!isOne || stroke.ink > found.ink - 0.1, `${stroke.ink} at (${across}, ${up})`);
      }
    }
    assert.ok(shareThinner(strokesOf(1).filter(isUpright), found.ink) > 2 / 3);
  });
});
