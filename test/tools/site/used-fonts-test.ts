import assert from "node:assert/strict";
import {test} from "node:test";
import {katexCss} from "../../../tools/site/katex-css.js";
import {
  formulaCharacters,
  withFontFiles,
  withUsedFonts,
  withUsedGlyphs
} from "../../../tools/site/used-fonts.js";
import {projectFolder} from "../../../tools/project.js";

const face = (family: string, style: string, weight: number) =>
  `@font-face{font-family:${family};font-style:${style};font-weight:${weight};src:url(x)}`;
const faces = {
  main: face("KaTeX_Main", "normal", 400),
  bold: face("KaTeX_Main", "normal", 700),
  math: face("KaTeX_Math", "italic", 400),
  size: face("KaTeX_Size1", "normal", 400)
};
const rules =
  ".katex{font:normal 1.21em KaTeX_Main,serif;line-height:1.2}" +
  ".katex .mathnormal{font-family:KaTeX_Math;font-style:italic}" +
  ".katex .mathbf,.katex .textbf{font-weight:700}" +
  ".katex .delimsizing.size1{font-family:KaTeX_Size1}" +
  ".katex .size1{font-size:.5em}";
const css = Object.values(faces).join("") + rules;

test("withUsedFonts(css, classes) keeps the fonts of rules that apply", () => {
  assert.equal(withUsedFonts(css, new Set()), rules);
  assert.equal(withUsedFonts(css, new Set(["katex", "size1"])), faces.main + rules);
  assert.equal(
    withUsedFonts(css, new Set(["katex", "mathnormal", "delimsizing", "size1"])),
    faces.main + faces.math + faces.size + rules
  );
});

test("withUsedFonts(css, classes) counts a weight without a family as that of the main font", () => {
  assert.equal(withUsedFonts(css, new Set(["katex", "textbf"])), faces.main + faces.bold + rules);
});

test("formulaCharacters(html) has what formulas show, and nothing of the text around them", () => {
  const html =
    'at Ω <span class="katex"><span class="katex-mathml">√</span>' +
    '<span class="katex-html" aria-hidden="true"><span style="top:1em">μ<span>&#x2032;</span>' +
    "</span>&lt;</span></span> and ∞";
  const characters = formulaCharacters(html);
  for (const shown of "μ′<") assert.ok(characters.has(shown), shown);
  for (const other of "Ω√∞") assert.ok(!characters.has(other), other);
});

test("withUsedGlyphs(css, characters) keeps the glyphs of these characters alone", async () => {
  const sheet = await katexCss(projectFolder);
  const few = await withUsedGlyphs(sheet, new Set("μz"));
  assert.ok(few.length < sheet.length / 3, `${few.length} of ${sheet.length}`);
  assert.equal(few.replaceAll(/base64,[^)]*/g, ""), sheet.replaceAll(/base64,[^)]*/g, ""));
  for (const [, data] of few.matchAll(/woff2;base64,([^)]*)/g)) {
    assert.equal(Buffer.from(data!, "base64").toString("latin1", 0, 4), "wOF2");
  }
});

test("withFontFiles(css) puts each font into a file that is named for it and for its content", () => {
  const data = Buffer.from("wOF2").toString("base64");
  const {css: named, files} = withFontFiles(
    `@font-face{font-family:KaTeX_Main;src:url(data:font/woff2;base64,${data}) format("woff2")}.katex{}`
  );
  assert.deepEqual(files, [{name: "katex-main.78636849.woff2", bytes: Buffer.from("wOF2")}]);
  assert.equal(
    named,
    '@font-face{font-family:KaTeX_Main;src:url(./katex-main.78636849.woff2) format("woff2")}.katex{}'
  );
});
