import assert from "node:assert/strict";
import {test} from "node:test";
import {pageSource} from "../../../tools/site/cells.js";

/** Returns the lines that open and close the cells of a page. */
const fences = (...lines: string[]) => pageSource(lines.join("\n")).fences;

test("pageSource(markdown) tells which lines open and close each cell", () => {
  const page = ["---", "title: T", "---", "```ts", "a;", "", "b;", "```", "Text.", "~~~ts", "~~~"];
  assert.deepEqual(fences(...page), [
    [3, 7],
    [9, 10]
  ]);
  assert.deepEqual(fences("````ts edit", "```", "````  ", ""), [[0, 2]]);
  assert.equal(pageSource("```ts\r\na;\r\n```\r\n").fences[0]![1], 2);
});

test("pageSource(markdown) says of a cell that nothing closes it", () => {
  assert.deepEqual(fences("```ts", "a;", "", "b;"), [[0, null]]);
  assert.deepEqual(fences("```ts", "a;", ""), [[0, null]]);
  assert.deepEqual(fences("Text.", "```ts"), [[1, null]]);
  assert.deepEqual(fences("```ts", "a;", "    ```"), [[0, null]]);
});

test("pageSource(markdown) counts what runs, wherever it stands, and nothing else", () => {
  assert.deepEqual(
    fences("```sh", "ls", "```", "```ts run=false", "```", "```typescript", "```"),
    []
  );
  assert.deepEqual(fences("<div>", "```ts", "in HTML;", "```", "", "</div>"), []);
  assert.deepEqual(fences("<!-- a comment", "", "```ts", "```", "-->"), []);
  assert.deepEqual(fences("<details>", "", "```ts", "a;", "```", "", "</details>"), [[2, 4]]);
  assert.deepEqual(fences("- in a list", "", "  ```ts", "  a;", "  ```", "", "```ts", "```"), [
    [2, 4],
    [6, 7]
  ]);
});

test("pageSource(markdown) tells which line comes after each section", () => {
  const page = ["# T", "", "## A", "a", "```ts", "## no heading", "```", "### B", "## C", "c", ""];
  assert.deepEqual(pageSource(page.join("\n")).sections, [2, 8, 11]);
  assert.deepEqual(pageSource("text").sections, [1]);
});
