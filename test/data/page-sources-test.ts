import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../tools/project.js";
import {pageSource} from "../../tools/site/cells.js";
import {chapters} from "../../tools/site/contents.js";

it("the loader of the pages’ sources writes every page as it is, and where its cells stand", () => {
  const loader = join(projectFolder, "src", "data", "page-sources.json.ts");
  const output = execFileSync(process.execPath, ["--import", "tsx", loader], {
    cwd: projectFolder,
    encoding: "utf8"
  });
  const sources = JSON.parse(output) as Record<string, unknown>;
  assert.deepEqual(
    Object.keys(sources),
    chapters.map(({path}) => path.slice(1))
  );
  for (const [name, source] of Object.entries(sources)) {
    const markdown = readFileSync(join(projectFolder, "src", `${name}.md`), "utf8");
    assert.deepEqual(source, pageSource(markdown), name);
  }
});
