import assert from "node:assert/strict";
import {test} from "node:test";
import type {Json} from "../../src/formats/json.js";
import {randomSource} from "../../src/math/random.js";
import {
  LONGEST,
  readFragment,
  textValue,
  valueText,
  writeFragment
} from "../../src/state/fragment.js";

const random = randomSource(7);
const upTo = (n: number): number => Math.floor(random() * n);
const characters = "aZ09~'\"()[]{}!*&=#%<>/\\ \n,:.-_μ∑😀";

function randomText(): string {
  return Array.from({length: upTo(12)}, () => [...characters][upTo([...characters].length)]).join(
    ""
  );
}

function randomJson(depth: number): Json {
  const kinds: (() => Json)[] = [
    () => null,
    () => random() < 0.5,
    () => Number(((random() - 0.5) * 1e4).toPrecision(5)),
    randomText,
    () => Array.from({length: upTo(4)}, () => randomJson(depth - 1)),
    () =>
      Object.fromEntries(Array.from({length: upTo(4)}, () => [randomText(), randomJson(depth - 1)]))
  ];
  return kinds[upTo(depth > 0 ? 6 : 4)]!();
}

test("a fragment gives back random values, and its anchor", () => {
  for (let run = 0; run < 500; ++run) {
    const values = new Map<string, Json>();
    for (let i = upTo(5); i >= 0; --i) values.set(`part-${i}`, randomJson(4));
    const anchor = randomText();
    const texts = new Map([...values].map(([name, value]) => [name, valueText(value)]));
    const fragment = writeFragment(anchor, texts);
    const address = new URL(fragment, "https://example.org/page");
    const read = readFragment(address.hash);
    assert.equal(read.anchor, anchor);
    assert.deepEqual(read.faults, []);
    assert.deepEqual(
      [...read.parts].map(([name, text]) => [name, textValue(text)]),
      [...values]
    );
  }
});

test("a short state stands in an address as it is read", () => {
  const parts = new Map([
    ["q", valueText([0.35, -1.2])],
    ["model", valueText("fashion-2d")]
  ]);
  assert.equal(writeFragment("gap", parts), "#gap~1~q=(0.35,-1.2)~model='fashion-2d'");
});

test("a fragment without a state is an anchor", () => {
  assert.deepEqual(readFragment("#gap"), {anchor: "gap", parts: new Map(), faults: []});
  assert.equal(writeFragment("gap", new Map()), "#gap");
  assert.equal(writeFragment("", new Map()), "");
});

test("another version is named, and its anchor kept", () => {
  const {anchor, parts, faults} = readFragment("#gap~7~q=1");
  assert.deepEqual([anchor, parts.size], ["gap", 0]);
  assert.deepEqual(faults, ["invalid version of the link: 7, expected 1"]);
});

test("of a broken link the parts that can be read are read", () => {
  const {parts, faults} = readFragment("#~1~q=(1,2)~nonsense~__proto__=1~n=3~n=4");
  assert.deepEqual(
    [...parts],
    [
      ["q", "(1,2)"],
      ["n", "3"]
    ]
  );
  assert.equal(faults.length, 3);
  assert.match(faults[0]!, /^invalid part of the link: nonsense/);
});

test("a megabyte of nonsense is refused as a whole", () => {
  const {parts, faults} = readFragment(`#~1~q=1~${"x~".repeat(500_000)}`);
  assert.equal(parts.size, 0);
  assert.match(faults.join(), new RegExp(`expected at most ${LONGEST}`));
});

test("values with keys of JavaScript's own, or nested deeply, are refused", () => {
  for (const key of ["__proto__", "constructor", "prototype"]) {
    const text = valueText(JSON.parse(`{"a": {"${key}": {"polluted": true}}}`) as Json);
    assert.throws(() => textValue(text), new RegExp(`invalid key: "${key}"`));
  }
  assert.throws(() => textValue(`${"(".repeat(5000)}${")".repeat(5000)}`));
  assert.throws(() => textValue("((((((((1))))))))"), /invalid nesting/);
  assert.equal(({} as {polluted?: boolean}).polluted, undefined);
});

test("no random text does more than throw an error", () => {
  for (let run = 0; run < 2000; ++run) {
    const text = `${randomText()}~1~${randomText()}=${randomText()}~q=${randomText()}`;
    for (const value of readFragment(text).parts.values()) {
      try {
        textValue(value);
      } catch (error) {
        assert.ok(error instanceof Error);
      }
    }
  }
});
