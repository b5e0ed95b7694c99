import {readFile, readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import subsetFont from "subset-font";
import {spanEnd} from "./fold-formulas.js";
import {digest} from "./fonts.js";

/** The family of every formula, unless a rule names another one. */
const BASE_FAMILY = "KaTeX_Main";

/**
 * Returns KaTeX's style sheet without the fonts that no page uses: a font is used if there is a
 * rule that asks for it whose classes all occur.
 *
 * @param classes the classes of all elements of the pages
 */
export function withUsedFonts(css: string, classes: ReadonlySet<string>): string {
  const rules = css.replaceAll(/@font-face\{[^}]*\}/g, "");
  const used = new Set<string>();
  for (const [, selectors, declarations] of rules.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if (!/font(?!-size)/.test(declarations!)) continue;
    const applies = selectors!
      .split(",")
      .some((selector) =>
        Array.from(selector.matchAll(/\.([\w-]+)/g)).every(([, name]) => classes.has(name!))
      );
    if (applies) used.add(fontOf(declarations!));
  }
  return css.replaceAll(/@font-face\{[^}]*\}/g, (face) => (used.has(fontOf(face)) ? face : ""));
}

/** Returns the font that declarations ask for, as one text. */
function fontOf(declarations: string): string {
  const family = /KaTeX_\w+/.exec(declarations)?.[0] ?? BASE_FAMILY;
  const isBold = /font-weight:(700|bold)/.test(declarations);
  const isItalic = /font-style:italic/.test(declarations);
  return `${family} ${isBold} ${isItalic}`;
}

/** What formulas may hold that stands in HTML by a name or a number. */
const NAMED = "<>&'\"\u00a0";

/** Returns the characters that the formulas of a page show, each once. */
export function formulaCharacters(html: string): Set<string> {
  const characters = new Set(NAMED);
  for (const {index} of html.matchAll(/<span class="katex-html"/g)) {
    const text = html.slice(index, spanEnd(html, index)).replaceAll(/<[^>]*>/g, "");
    for (const character of text) characters.add(character);
    for (const [, hex] of text.matchAll(/&#x([0-9a-f]+);/gi)) {
      characters.add(String.fromCodePoint(parseInt(hex!, 16)));
    }
  }
  return characters;
}

/**
 * Returns a style sheet whose fonts, woff2 in data URIs, have only the glyphs of some characters:
 * a formula's are a fifth of KaTeX's. The sheet stands in the way of the first paint.
 */
export async function withUsedGlyphs(css: string, characters: ReadonlySet<string>) {
  const text = [...characters].join("");
  const kept = new Map<string, string>();
  for (const [, data] of css.matchAll(/url\(data:font\/woff2;base64,([^)]*)\)/g)) {
    const font = await subsetFont(Buffer.from(data!, "base64"), text, {targetFormat: "woff2"});
    kept.set(data!, font.toString("base64"));
  }
  return css.replaceAll(/(?<=base64,)[^)]*/g, (data) => kept.get(data) ?? data);
}

/** A font of a style sheet as a file beside it. */
interface FontFile {
  name: string;
  bytes: Buffer;
}

/**
 * Returns a style sheet that names its fonts, woff2 in data URIs, as files beside it, and these: a
 * browser then asks for a font when the page shows a letter of it.
 */
export function withFontFiles(css: string): {css: string; files: FontFile[]} {
  const files: FontFile[] = [];
  const named = css.replaceAll(/@font-face\{[^}]*\}/g, (face) =>
    face.replace(/url\(data:font\/woff2;base64,([^)]*)\)/, (_all, data: string) => {
      const bytes = Buffer.from(data, "base64");
      const family = /font-family:(\w+)/.exec(face)![1]!.toLowerCase().replace("_", "-");
      const name = `${family}.${digest(bytes)}.woff2`;
      files.push({name, bytes});
      return `url(./${name})`;
    })
  );
  return {css: named, files};
}

/**
 * Leaves out of a built site the fonts and the glyphs of formulas that none of its pages uses, and
 * puts each font that is left into a file. The style sheet is renamed after its new content, as
 * Framework does.
 */
export async function cutFormulaFonts(dist: string): Promise<void> {
  const folder = join(dist, "_file", "vendor");
  const names = await readdir(folder).catch(() => []);
  const name = names.find((one) => /^katex\.\w+\.css$/.test(one));
  if (name === undefined) return;
  const files = await readdir(dist, {recursive: true});
  const paths = files.filter((file) => file.endsWith(".html")).map((file) => join(dist, file));
  const pages = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  const attributes = pages.flatMap((html) => [...html.matchAll(/class="([^"]*)"/g)]);
  const classes = new Set(attributes.flatMap(([, value]) => value!.split(/\s+/)));
  const whole = withUsedFonts(await readFile(join(folder, name), "utf8"), classes);
  const characters = new Set(pages.flatMap((html) => [...formulaCharacters(html)]));
  const {css, files: fonts} = withFontFiles(await withUsedGlyphs(whole, characters));
  const renamed = `katex.${digest(Buffer.from(css))}.css`;
  await rm(join(folder, name));
  await writeFile(join(folder, renamed), css);
  await Promise.all(fonts.map((font) => writeFile(join(folder, font.name), font.bytes)));
  await Promise.all(paths.map((path, i) => writeFile(path, pages[i]!.replaceAll(name, renamed))));
}
