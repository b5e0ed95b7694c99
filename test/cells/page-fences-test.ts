import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {cellFences} from "../../src/cells/page-fences.js";
import {projectFolder} from "../../tools/project.js";
import {findCells} from "../../tools/site/cells.js";

/** Asserts that the small scanner finds what the build’s Markdown finds; returns how many. */
function agree(page: string, name: string): number {
  const lines = page.split("\n");
  const found = cellFences(lines).map(({open, close}) => ({
    line: open,
    source: outdented(lines.slice(open + 1, close).join("\n"))
  }));
  const expected = findCells(page).map(({line, source}) => ({
    line,
    source: outdented(source.replace(/\n$/, ""))
  }));
  assert.deepEqual(found, expected, name);
  return found.length;
}

/** A fence that is indented takes as much off its lines. */
const outdented = (source: string) => source.replaceAll(/^ +/gm, "");

const pages = readdirSync(join(projectFolder, "src")).filter((name) => name.endsWith(".md"));

it("cellFences(lines) finds the cells of every page as the build does", () => {
  assert.ok(pages.length > 10);
  let all = 0;
  for (const name of pages) {
    all += agree(readFileSync(join(projectFolder, "src", name), "utf8"), name);
  }
  assert.ok(all > 100, `${all}`);
});

it("cellFences(lines) agrees with Markdown on what looks like a fence", () => {
  const pieces = [
    "---\ntitle: T\n---\n",
    "```ts\nconst a = 1;\n```",
    "```ts edit echo\nconst b = `\n``\n`;\n```",
    "~~~ts\nconst c = '```';\n~~~",
    "````ts\n```\n````",
    "```ts run=false\nnot;\n```",
    "```sh\nls\n```",
    "```typescript\nno cell;\n```",
    "   ```ts\n   indented;\n   ```",
    "    ```ts\n    code;\n    ```",
    "<div>\n```ts\nin html;\n```\n\n</div>",
    "<pre>\n\n```ts\nin pre;\n```\n</pre>",
    "<!-- a comment\n\n```ts\nin it;\n```\n-->",
    "<custom-tag>\n```ts\nafter a tag;\n```\n",
    "Text\n<span>\n```ts\nafter text;\n```",
    "# Heading\n<span>\n```ts\nafter a heading;\n```",
    "Text.\n```ts\nright after text;\n```\nMore `` ```ts `` text.",
    "``` ts\nspace;\n```  ",
    "```ts a`b\nno fence;\n```",
    '<details class="answer">\n\n```ts\nin details;\n```\n\n</details>'
  ];
  for (const piece of pieces) agree(`${piece}\n`, piece);
  for (const first of pieces.slice(1)) {
    for (const second of pieces.slice(1)) {
      agree(`${first}\n\n${second}\n\nText.\n`, `${first}\n\n${second}`);
    }
  }
  agree("Text.\n\n```ts\nnever closed;\n\nstill;", "unclosed");
});
