import assert from "node:assert/strict";
import {test} from "node:test";
import {cellFaults} from "../../../tools/site/check-cells.js";
import {temporarySite} from "./temporary-site.js";

const page = (...lines: string[]) => `${lines.join("\n")}\n`;

test("cellFaults(folder) finds none where promises and inputs reach other cells as values", async (t) => {
  const folder = await temporarySite(t, {
    "double.ts": "export const double = (x: number): Promise<number> => Promise.resolve(2 * x);",
    "index.md": page(
      "---",
      "title: Cells",
      "---",
      "",
      "```ts",
      "import {sum} from 'd3';",
      'import {double} from "./double.js";',
      'const u = view(Object.assign(document.createElement("input"), {value: 1}) as never as HTMLElement & {value: number});',
      "```",
      "",
      "```ts",
      "const {length, ...rest} = [await double(u)];",
      "const doubled = double(u);",
      "```",
      "",
      "```ts",
      "display(sum([doubled.toFixed(2).length, length]));",
      "```"
    )
  });
  assert.deepEqual(await cellFaults(folder), []);
});

test("cellFaults(folder) names the page, line and column of a wrong type", async (t) => {
  const folder = await temporarySite(t, {
    "deep/page.md": page(
      "# Page",
      "",
      "```ts",
      "const z = [1, 2];",
      "const bad: string = z;",
      "```"
    )
  });
  assert.deepEqual(await cellFaults(folder), [
    "src/deep/page.md:5:7 - TS2322: Type 'number[]' is not assignable to type 'string'."
  ]);
});

test("cellFaults(folder) names what a cell uses and no cell declares", async (t) => {
  const folder = await temporarySite(t, {
    "index.md": page("```ts", "display(z);", "```", "", "```ts run=false", "display(other);", "```")
  });
  assert.deepEqual(await cellFaults(folder), ["src/index.md:2:9 - TS2304: Cannot find name 'z'."]);
});

test("cellFaults(folder) names a cell that is no TypeScript", async (t) => {
  const folder = await temporarySite(t, {"index.md": page("Text.", "", "```js", "1 + 1", "```")});
  assert.deepEqual(await cellFaults(folder), [
    "src/index.md:3:1 - invalid cell language: js; write ts"
  ]);
});

test("cellFaults(folder) names a syntax error at its own line", async (t) => {
  const folder = await temporarySite(t, {
    "index.md": page("```ts", "const a = 1;", "const = 2;", "```")
  });
  const [fault] = await cellFaults(folder);
  assert.match(fault!, /^src\/index\.md:3:7 - TS/);
});

test("cellFaults(folder) reads the expressions in the prose, and no code", async (t) => {
  const folder = await temporarySite(t, {
    "index.md": page(
      "<p>${[1, `}${'}'}`].map((x) => ({x})).length} and ${ length.toFixed() }, `${code}`</p>",
      "",
      "```ts",
      'const {length} = "cell";',
      "```",
      "```sh",
      "echo ${shell}",
      "```",
      "An **${gone}** one,",
      "and ${length.gone}."
    )
  });
  assert.deepEqual(await cellFaults(folder), [
    "src/index.md:9:8 - TS2304: Cannot find name 'gone'.",
    "src/index.md:10:14 - TS2339: Property 'gone' does not exist on type 'number'."
  ]);
});
