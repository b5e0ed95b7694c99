import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {projectFolder} from "../../../tools/project.js";
import {sourceFencePlugin} from "../../../tools/site/source-fence.js";

const md = sourceFencePlugin(new MarkdownIt(), projectFolder);

test("sourceFencePlugin shows the real lines of a declaration, folded", () => {
  const html = md.render("```source\nsrc/math/normal.ts#normalPdf\n```");
  const line = Number(
    /<code>normalPdf<\/code> in <code>src\/math\/normal.ts<\/code>, line (\d+)/.exec(html)![1]
  );
  const shown = /<code class="language-ts">([^]*)\n<\/code>/.exec(html)![1]!.split("\n");
  const lines = readFileSync(join(projectFolder, "src/math/normal.ts"), "utf8").split("\n");
  const expected = lines.slice(line - 1, line - 1 + shown.length).join("\n");
  assert.equal(shown.join("\n"), md.utils.escapeHtml(expected));
  assert.match(expected, /function normalPdf/);
});

test("sourceFencePlugin takes a name on the fence itself, and several", () => {
  const html = md.render(
    "```source src/math/normal.ts#normalPdf\nsrc/math/normal.ts#normalQuantile\n```"
  );
  assert.equal(html.match(/<details/g)!.length, 2);
});

test("sourceFencePlugin throws where a file or a name is not there", () => {
  const render = (place: string) => () => md.render("```source\n" + place + "\n```");
  assert.throws(render("src/math/normal.ts#gone"), /invalid source: .*#gone: 0 declarations/);
  assert.throws(render("src/vae/gone.ts#a"), /invalid source: src\/vae\/gone.ts#a: ENOENT/);
  assert.throws(render("src/math/normal.ts"), /expected path\/of\/file.ts#name/);
});

test("sourceFencePlugin leaves other fences alone", () => {
  assert.match(md.render("```ts\nlet a;\n```"), /<pre><code class="language-ts">let a;/);
});
