import assert from "node:assert/strict";
import {test} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {katexCss} from "../../../tools/site/katex-css.js";

test("katexCss(folder) holds its fonts and refers to no file", async () => {
  const css = await katexCss(projectFolder);
  const urls = [...css.matchAll(/url\(([^)]{0,22})/g)].map(([, url]) => url);
  assert.deepEqual(new Set(urls), new Set(["data:font/woff2;base64"]));
  assert.equal(urls.length, 11);
  assert.match(css, /font-family:KaTeX_Main/);
  assert.match(css, /\.katex-display/);
});
