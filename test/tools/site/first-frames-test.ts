import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {figuresOf} from "../../../tools/site/figure-list.js";
import {firstFrameFile, firstFramesPlugin} from "../../../tools/site/first-frames.js";
import {frameworkMarkdown} from "./rendered-page.js";

const render = frameworkMarkdown((md) =>
  firstFramesPlugin(exhibitsPlugin(md), (figure) => figure === "gap")
);

function exhibit(id: string): string {
  return `<figure class="exhibit" id="${id}">\n<h3>A</h3>\n<div class="exhibit-view">\${view}</div>\n</figure>\n`;
}

it("firstFramesPlugin puts the pictures of a recorded figure into its view, before what is live", () => {
  const html = render(exhibit("gap"));
  const [before, after] = html.split('<span class="first-frame">') as [string, string];
  assert.match(before, /<div aria-busy="true" class="exhibit-view">$/);
  assert.match(after, /<\/span><observablehq-loading><\/observablehq-loading><!--:\w+:--><\/div>/);
  assert.deepEqual(
    Array.from(after.matchAll(/(?:srcset|src)="([^"]*)"/g), ([, file]) => file),
    ["narrow-light", "wide-light", "narrow-dark", "wide-dark"].map(
      (name) => `./data/first-frame/gap/${name}.webp`
    )
  );
});

it("firstFramesPlugin leaves a figure without a record as it is, and the one before it", () => {
  assert.doesNotMatch(render(exhibit("plate")), /first-frame/);
  const html = render(`${exhibit("plate")}\n${exhibit("gap")}`);
  assert.equal(html.indexOf("first-frame") > html.indexOf('id="gap"'), true);
});

it("every figure that is recorded has its four pictures", () => {
  const recorded = figuresOf(projectFolder).filter(({id}) =>
    existsSync(join(projectFolder, "src", "data", "first-frame", id))
  );
  assert.ok(recorded.length > 10);
  const missing = recorded.flatMap(({id}) =>
    (["light", "dark"] as const).flatMap((scheme) =>
      (["wide", "narrow"] as const)
        .map((width) => firstFrameFile(id, {scheme, width}))
        .filter((file) => !existsSync(join(projectFolder, "src", file)))
    )
  );
  assert.deepEqual(missing, [], "record them by npm run picture");
});
