import assert from "node:assert/strict";
import {it} from "node:test";
import {DISC_SIDE, discOf, discQuarter, discQuarters, inkDisc} from "../../src/math/drawn-discs.js";
import {assertInDelta} from "../assert-in-delta.js";

const discs = Array.from({length: 4000}, (_, i) => discOf(1, i));

function inked(disc: Parameters<typeof inkDisc>[1]): Uint8Array {
  const paper = new Uint8Array(DISC_SIDE * DISC_SIDE);
  inkDisc(paper, disc);
  return paper;
}

it("discOf(seed, index) is the same each time, and another for another seed or index", () => {
  assert.deepEqual(discOf(1, 5), discs[5]);
  assert.notDeepEqual(discOf(2, 5), discs[5]);
  assert.notDeepEqual(discOf(1, 6), discs[5]);
});

it("discOf(seed, index) has three uniform factors that are independent", () => {
  const factors = discs.map(({across, down, radius}) => [
    (across - 8) / 12,
    (down - 8) / 12,
    (radius - 3) / 4
  ]);
  const mean = (f: (u: number[]) => number) =>
    factors.reduce((sum, u) => sum + f(u), 0) / factors.length;
  for (let i = 0; i < 3; ++i) {
    assert.ok(factors.every((u) => u[i] >= 0 && u[i] < 1));
    // The mean of 4,000 uniform numbers has a standard deviation of 0.0046.
    assertInDelta([mean((u) => u[i]), mean((u) => u[i] ** 2)], [1 / 2, 1 / 3], 0.02);
    const j = (i + 1) % 3;
    assertInDelta([mean((u) => u[i] * u[j])], [1 / 4], 0.02);
  }
});

it("inkDisc(paper, disc) inks full inside, half at the edge, nothing outside", () => {
  const paper = inked({across: 13.5, down: 10.5, radius: 4});
  const row = Array.from(paper.subarray(10 * DISC_SIDE, 11 * DISC_SIDE));
  // Middles of pixels lie 0, 1, 2 … from the center: at 4 the ink is 4 + 0.5 − 4.
  const half = Math.round(255 / 2);
  const across = [half, 255, 255, 255, 255, 255, 255, 255, half];
  assert.deepEqual(row, [...Array(9).fill(0), ...across, ...Array(10).fill(0)]);
  assert.deepEqual(
    row.slice(9, 18),
    across.map((_, i) => paper[(6 + i) * DISC_SIDE + 13])
  );
});

it("inkDisc(paper, disc) inks as much as the disc covers, and leaves the border white", () => {
  for (const disc of discs.slice(0, 200)) {
    const paper = inked(disc);
    const area = paper.reduce((sum, ink) => sum + ink, 0) / 255;
    assert.ok(Math.abs(area / (Math.PI * disc.radius ** 2) - 1) < 0.03);
  }
  const last = DISC_SIDE - 1;
  const largest = [8, 20].map((at) => inked({across: at, down: at, radius: 7}));
  for (let i = 0; i < DISC_SIDE; ++i) {
    for (const paper of largest) {
      const border = [i, last * DISC_SIDE + i, i * DISC_SIDE, i * DISC_SIDE + last];
      assert.ok(border.every((at) => paper[at] === 0));
    }
  }
});

it("discQuarter(disc) tells where its center lies", () => {
  const quarter = (across: number, down: number) =>
    discQuarters[discQuarter({across, down, radius: 3})];
  assert.equal(quarter(9, 9), "upper left");
  assert.equal(quarter(19, 9), "upper right");
  assert.equal(quarter(9, 19), "lower left");
  assert.equal(quarter(19, 19), "lower right");
});
