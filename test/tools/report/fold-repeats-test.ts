import assert from "node:assert/strict";
import {test} from "node:test";
import {randomSource} from "../../../src/math/random.js";
import {fillRepeats} from "../../../tools/report/browser/fill-repeats.js";
import {foldRepeats} from "../../../tools/report/fold-repeats.js";

const random = randomSource(1);
const noise = (length: number) => Uint8Array.from({length}, () => Math.floor(random() * 256));
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

test("foldRepeats(bytes) keeps what repeats far away once, and where it stood", () => {
  const [library, between, end] = [noise(5000), noise(40_000), noise(10)];
  const bytes = join(library, between, library.subarray(100, 4000), end);
  const folded = foldRepeats(bytes);
  assert.deepEqual(folded.fresh, join(library, between, end));
  assert.deepEqual([...folded.steps], [45_000, 100, 3900]);
  assert.deepEqual(fillRepeats(folded), bytes);
});

test("fillRepeats(foldRepeats(bytes)) is bytes, whatever they are", () => {
  const [a, b] = [noise(33_000), noise(700)];
  const cases = [
    new Uint8Array(0),
    noise(31),
    noise(33),
    new Uint8Array(100_000),
    join(b, a, b, a, b.subarray(3, 90), a, a),
    join(a.subarray(0, 40), a, a.subarray(0, 40))
  ];
  for (const bytes of cases) assert.deepEqual(fillRepeats(foldRepeats(bytes)), bytes);
});
