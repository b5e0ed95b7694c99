import assert from "node:assert/strict";
import {it} from "node:test";
import {withLatePreloads} from "../../../tools/site/late-preloads.js";

it("withLatePreloads(html) asks for modules after the text, in their order, and moves nothing else", () => {
  const a = '<link rel="modulepreload" href="./a.js">';
  const b = '<link rel="modulepreload" href="./$&.js">';
  const style = '<link rel="preload" as="style" href="./style.css">';
  assert.equal(
    withLatePreloads(`<head>\n${style}\n${a}\n${b}\n</head><body><p>Text</p></body>`),
    `<head>\n${style}\n</head><body><p>Text</p>${a}\n${b}\n</body>`
  );
});

it("withLatePreloads(html) leaves a page without modules as it is", () => {
  const html = "<head></head><body><p>Text</p></body>";
  assert.equal(withLatePreloads(html), html);
});
