import {readFile} from "node:fs/promises";
import {join} from "node:path";

/**
 * The fonts that pages get, each as KaTeX names it. Together they are a third of all; formulas
 * that need another one are refused when the page is rendered (see math.ts).
 */
const fonts = [
  "KaTeX_AMS-Regular",
  "KaTeX_Caligraphic-Regular",
  "KaTeX_Main-Regular",
  "KaTeX_Main-Bold",
  "KaTeX_Main-Italic",
  "KaTeX_Math-Italic",
  "KaTeX_Math-BoldItalic",
  "KaTeX_Size1-Regular",
  "KaTeX_Size2-Regular",
  "KaTeX_Size3-Regular",
  "KaTeX_Size4-Regular"
];

/**
 * Returns KaTeX's style sheet as one file: its fonts as woff2 in data URIs, other formats and
 * unused fonts left out. Framework renames each file after its content, so a style sheet cannot
 * refer to fonts beside it.
 *
 * @param folder holds node_modules
 * @throws Error if a font is no longer in the style sheet: KaTeX has changed
 */
export async function katexCss(folder: string): Promise<string> {
  const dist = join(folder, "node_modules", "katex", "dist");
  const sheet = await readFile(join(dist, "katex.min.css"), "utf8");
  const faces = [...sheet.matchAll(/@font-face\{[^}]*\}/g)].map(([rule]) => rule);
  const kept = await Promise.all(fonts.map((font) => inlineFont(faces, font, dist)));
  return kept.join("") + sheet.replaceAll(/@font-face\{[^}]*\}/g, "");
}

async function inlineFont(faces: string[], font: string, dist: string): Promise<string> {
  const face = faces.find((rule) => rule.includes(`/${font}.woff2`));
  if (face === undefined) throw new Error(`font not in katex.min.css: ${font}`);
  const data = await readFile(join(dist, "fonts", `${font}.woff2`), "base64");
  return face.replace(/src:[^;}]*/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
}
