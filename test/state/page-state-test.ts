import assert from "node:assert/strict";
import {test} from "node:test";
import type {Json} from "../../src/formats/json.js";
import {fragmentOf} from "../../src/state/fragment.js";
import {numberIn, numbersIn, oneOf, seedKind, yesNo} from "../../src/state/kinds.js";
import {packText, unpackText} from "../../src/state/packed-text.js";
import type {Kept} from "../../src/state/page-state.js";
import {stateModel} from "../../src/state/page-state.js";

/** Returns a part that holds a number from 0 to 10, at first 5. */
function numberPart(): Kept & {value: number} {
  const kind = numberIn([0, 10]);
  const part = {
    value: 5,
    read: () => (part.value === 5 ? undefined : part.value),
    write: (json: Json | undefined) => {
      part.value = json === undefined ? 5 : kind.fromJson(json);
    }
  };
  return part;
}

test("only what differs from the beginning is in the values", () => {
  const model = stateModel();
  const [b, a, c] = [numberPart(), numberPart(), numberPart()];
  model.add("b", b);
  model.add("a", a);
  model.add("c", c);
  [b.value, a.value] = [1, 2];
  assert.deepEqual(
    [...model.values()],
    [
      ["b", 1],
      ["a", 2]
    ]
  );
});

test("a link reaches parts that are there, and those that come later", () => {
  const model = stateModel();
  const [early, late] = [numberPart(), numberPart()];
  model.add("early", early);
  model.apply(
    new Map([
      ["early", 1],
      ["late", 2]
    ])
  );
  assert.equal(early.value, 1);
  assert.deepEqual(
    [...model.values()],
    [
      ["early", 1],
      ["late", 2]
    ]
  );
  model.add("late", late);
  assert.equal(late.value, 2);
});

test("a part made anew gets the link's value, until the reader has changed something", () => {
  const model = stateModel();
  model.add("image", numberPart());
  model.apply(new Map([["image", 3]]));
  const again = numberPart();
  model.add("image", again);
  assert.equal(again.value, 3);
  model.settle(false);
  const another = numberPart();
  model.add("image", another);
  assert.equal(another.value, 5);
});

test("a link without a part puts it as at first", () => {
  const model = stateModel();
  const part = numberPart();
  model.add("n", part);
  part.value = 9;
  model.apply(new Map());
  assert.equal(part.value, 5);
});

test("a value that a part refuses is said by its name, and the others are put", () => {
  const model = stateModel();
  const [bad, good] = [numberPart(), numberPart()];
  model.add("bad", bad);
  model.add("good", good);
  model.apply(
    new Map<string, Json>([
      ["bad", 11],
      ["good", 4]
    ])
  );
  assert.deepEqual([bad.value, good.value], [5, 4]);
  assert.deepEqual([...model.faults(false)], [["bad", "11, expected a number from 0 to 10"]]);
  model.apply(new Map([["good", 1]]));
  assert.equal(model.faults(false).size, 0);
});

test("kinds take their own values, and refuse all others", () => {
  const nonsense: Json[] = [
    null,
    true,
    -1,
    1.5,
    1e99,
    "2",
    "toString",
    [],
    [1, 2],
    [0, NaN],
    {},
    {length: 2}
  ];
  const kinds = [
    {kind: numbersIn(2, [0, 1]), takes: [0.25, 1]},
    {kind: oneOf<Json>(["mnist", [0.05, 0.95]]), takes: [0.05, 0.95]},
    {kind: yesNo, takes: false},
    {kind: seedKind, takes: 4}
  ];
  for (const {kind, takes} of kinds) {
    assert.deepEqual(kind.fromJson(takes as Json), takes);
    for (const json of nonsense) {
      if (kind === yesNo && json === true) continue;
      assert.throws(() => kind.fromJson(json), Error, JSON.stringify(json));
    }
  }
});

test("a packed value stays in the address as it is until it is opened, whatever changes", () => {
  const model = stateModel();
  const [long, other] = [numberPart(), numberPart()];
  model.add("long", long);
  model.add("other", other);
  model.apply(
    new Map([["other", 1]]),
    new Map([
      ["long", ".abc"],
      ["late", ".def"]
    ])
  );
  const fragment = () => fragmentOf("", model.values(), model.sealed());
  assert.equal(fragment(), "#~1~late=.def~long=.abc~other=1");
  [other.value, long.value] = [2, 3];
  model.settle(true);
  assert.equal(fragment(), "#~1~late=.def~long=.abc~other=2");

  model.unseal("long", 7);
  assert.equal(long.value, 7);
  assert.equal(fragment(), "#~1~late=.def~long=7~other=2", "what the reader set stays");
  model.unseal("late", 8);
  const late = numberPart();
  model.add("late", late);
  assert.equal(late.value, 8);
});

test("a packed value that cannot be opened leaves its part as it is, and another link forgets it", () => {
  const model = stateModel();
  const part = numberPart();
  model.add("long", part);
  part.value = 3;
  model.apply(new Map(), new Map([["long", ".abc"]]));
  model.unseal("long", undefined);
  assert.equal(part.value, 3);
  assert.equal(fragmentOf("", model.values(), model.sealed()), "#~1~long=3");
  model.apply(new Map(), new Map([["long", ".abc"]]));
  model.apply(new Map());
  assert.equal(part.value, 5);
  assert.equal(fragmentOf("", model.values(), model.sealed()), "");
});

test("a long text is packed into an address and comes back", async () => {
  const text = "const answer = 42; // μ\n".repeat(500);
  const packed = await packText(text);
  assert.match(packed, /^\.[\w-]+$/);
  assert.ok(packed.length < text.length / 20);
  assert.equal(await unpackText(packed), text);
});

test("a text that unpacks to far more is refused, and so is what was never packed", async () => {
  const bomb = await packText("0".repeat(20_000_000));
  await assert.rejects(unpackText(bomb), /invalid packed text/);
  await assert.rejects(unpackText(".AAAA"));
});
