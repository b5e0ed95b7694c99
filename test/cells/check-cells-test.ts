import assert from "node:assert/strict";
import {test} from "node:test";
import {checkCells} from "../../src/cells/check-cells.js";

test("checkCells(value) returns changed and added cells, and nothing that came beside them", () => {
  const value = JSON.parse(
    '[{"id": "bound:7", "source": "1 + 1", "html": "<b>"}, {"id": "bound:+1", "source": "", "after": "bound:7", "__proto__": {"x": 1}}]'
  );
  assert.deepEqual(checkCells(value), [
    {id: "bound:7", source: "1 + 1"},
    {id: "bound:+1", source: "", after: "bound:7"}
  ]);
});

const wrong: [value: string, message: RegExp][] = [
  ["null", /^Error: invalid cells: null, expected a list/],
  ['{"length": 1}', /^Error: invalid cells: \{"length":1\}/],
  ["[null]", /^Error: invalid cell: null, expected an id and a source/],
  ['[{"__proto__": {"id": "bound:7", "source": ""}}]', /^Error: invalid id of a cell: undefined/],
  ['[{"id": "</script>", "source": ""}]', /^Error: invalid id of a cell: "<\/script>", expected/],
  ['[{"id": "bound:7\\n", "source": ""}]', /^Error: invalid id of a cell/],
  ['[{"id": "bound:7", "source": 1}]', /^Error: invalid source of the cell bound:7: 1, expected/],
  ['[{"id": "bound:7", "source": "", "after": "bound:6"}]', /invalid after of the cell bound:7/],
  ['[{"id": "bound:s1", "source": ""}]', /invalid id of a cell: "bound:s1"/],
  ['[{"id": "bound:+1", "source": ""}]', /invalid after of the cell bound:\+1/],
  ['[{"id": "bound:+1", "source": "", "after": "x"}]', /invalid after of a cell: "x"/],
  ['[{"id": "a:1", "source": ""}, {"id": "a:1", "source": ""}]', /a:1 stands there twice/]
];

for (const [value, message] of wrong) {
  test(`checkCells(${value.replaceAll("\n", " ")}) says what is wrong`, () => {
    assert.throws(() => checkCells(JSON.parse(value)), message);
  });
}

test("checkCells(value) refuses what is too much in a short sentence", () => {
  const long = "x".repeat(1e6);
  for (const value of [[{id: "bound:7", source: long}], [{id: long, source: ""}], long]) {
    assert.throws(
      () => checkCells(value),
      ({message}: Error) => message.length < 200 && message.startsWith("invalid")
    );
  }
  const many = Array.from({length: 101}, (_, i) => ({id: `a:${i}`, source: ""}));
  assert.throws(() => checkCells(many), /expected a list of up to 100/);
});
