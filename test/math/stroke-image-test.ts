import assert from "node:assert/strict";
import {describe, it} from "node:test";
import type {Stroke} from "../../src/math/stroke-image.js";
import {inkExtent, strokeImage} from "../../src/math/stroke-image.js";

describe("stroke image", () => {
  const seven: Stroke[] = [
    [
      [10, 10],
      [60, 12],
      [30, 90]
    ]
  ];

  it("strokeImage(strokes) is undefined where nothing is drawn", () => {
    assert.strictEqual(strokeImage([]), undefined);
    assert.strictEqual(strokeImage([[]]), undefined);
  });

  it("strokeImage(strokes) makes the longer side of the ink 20 pixels", () => {
    for (const strokes of [
      seven,
      [
        [
          [0, 0],
          [7, 1]
        ]
      ] as Stroke[]
    ]) {
      const {first, last} = inkExtent(strokeImage(strokes)!, 28)!;
      const sides = [0, 1].map((axis) => last[axis] - first[axis] + 1);
      assert.strictEqual(Math.max(...sides), 20);
    }
  });

  it("strokeImage(strokes) puts the center of mass within half a pixel of pixel 14", () => {
    const {mass} = inkExtent(strokeImage(seven)!, 28)!;
    for (const place of mass) assert.ok(Math.abs(place - 14) <= 0.5, String(mass));
  });

  it("strokeImage(strokes) keeps all ink in the image, however uneven", () => {
    const scribble = Array.from({length: 60}, (_, i) => [i % 2, 20 - (i % 7) / 9] as const);
    const x = strokeImage([
      [
        [0, 0],
        [0, 20]
      ],
      scribble
    ])!;
    const {first, last} = inkExtent(x, 28)!;
    assert.ok(last[1] - first[1] >= 19);
  });

  it("strokeImage(strokes) does not depend on where or how large the drawing is", () => {
    const moved = seven.map((stroke) => stroke.map(([x, y]) => [5 + x / 8, -3 + y / 8] as const));
    assert.deepEqual(strokeImage(moved), strokeImage(seven));
  });

  it("strokeImage(strokes) inks a vertical line of 2.3 pixels, with soft edges", () => {
    const line: Stroke = [
      [0, 0],
      [0, 1]
    ];
    const x = strokeImage([line])!;
    const row = Array.from(x.subarray(14 * 28, 15 * 28)).filter((ink) => ink > 0);
    assert.ok(Math.abs(row.reduce((a, b) => a + b) - 2.3) < 0.01, String(row));
    assert.ok(row.some((ink) => ink < 1));
  });

  it("strokeImage(strokes) makes a dot of one point", () => {
    const {first, last, mass} = inkExtent(strokeImage([[[3, 4]]])!, 28)!;
    assert.ok(last[0] - first[0] <= 3 && last[1] - first[1] <= 3);
    assert.ok(Math.abs(mass[0] - 14) <= 0.5 && Math.abs(mass[1] - 14) <= 0.5);
  });
});

describe("ink extent", () => {
  it("inkExtent(x, columns) has the first and last pixels with ink, and the center of mass", () => {
    const x = [0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 0, 0];
    assert.deepEqual(inkExtent(x, 3), {first: [1, 1], last: [1, 2], mass: [1, 1.75]});
  });

  it("inkExtent(x, columns) is undefined without ink", () => {
    assert.strictEqual(inkExtent([0, 0, 0, 0], 2), undefined);
  });
});
