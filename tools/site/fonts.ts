import {createHash} from "node:crypto";
import {readFile, readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import subsetFont from "subset-font";
import {writeChanged} from "./vendor.js";

/** One file of a typeface: some of its characters, of all weights. */
interface Face {
  family: string;
  /** Its package below @fontsource-variable, and the part of its name that tells the file. */
  package: string;
  subset: "latin" | "greek";
  style: "normal" | "italic";
}

const serif = {family: "Source Serif", package: "source-serif-4"};
const sans = {family: "Source Sans", package: "source-sans-3"};

/** What pages are set in; a browser loads a file when a page has one of its characters. */
const faces: Face[] = [
  {...serif, subset: "latin", style: "normal"},
  {...serif, subset: "latin", style: "italic"},
  {...serif, subset: "greek", style: "normal"},
  {...sans, subset: "latin", style: "normal"},
  {...sans, subset: "greek", style: "normal"}
];

/**
 * Fonts that many systems have, each made as wide as the one that it stands in for until that is
 * loaded, so that no line breaks anew. The widths were measured on the prose of a page; Liberation
 * has the widths of Times and Arial.
 */
const standIns = [
  {
    family: "Serif stand-in",
    fonts: ["Times New Roman", "Liberation Serif"],
    size: 1.168,
    up: 1.036,
    down: 0.335
  },
  {
    family: "Sans stand-in",
    fonts: ["Arial", "Liberation Sans", "Helvetica"],
    size: 0.934,
    up: 1.024,
    down: 0.4
  }
];

/** The weights that pages are set in; the typefaces have more of them, which are a third of a file. */
const weights = {min: 400, max: 700};

/** The files that every page needs for its first line. */
export const firstFonts = [nameOf(faces[0]!), nameOf(faces[3]!)];

function nameOf(face: Face): string {
  return `${face.package}-${face.subset}-${face.style}.woff2`;
}

/**
 * Writes the typefaces to `src/vendor`, and a style sheet that names them beside each other.
 *
 * @param folder holds src and node_modules
 * @throws Error if a package no longer has one of the files
 */
export async function writeFonts(folder: string): Promise<void> {
  const vendor = join(folder, "src", "vendor");
  const rules = await Promise.all(
    faces.map(async (face) => {
      const source = join(folder, "node_modules", "@fontsource-variable", face.package);
      const file = `${face.package}-${face.subset}-wght-${face.style}`;
      await writeChanged(
        join(vendor, nameOf(face)),
        await readFile(join(source, "files", `${file}.woff2`))
      );
      const sheet = await readFile(
        join(source, face.style === "italic" ? "wght-italic.css" : "wght.css"),
        "utf8"
      );
      const range = new RegExp(`files/${file}\\.woff2[^}]*unicode-range: ([^;]+);`).exec(
        sheet
      )?.[1];
      if (range === undefined) throw new Error(`font without a range: ${file}`);
      return `@font-face{font-family:"${face.family}";font-style:${face.style};font-weight:200 900;font-display:swap;src:url(./${nameOf(face)}) format("woff2");unicode-range:${range}}`;
    })
  );
  const fallbacks = standIns.map(({family, fonts, size, up, down}) => {
    const percent = (value: number) => `${((100 * value) / size).toFixed(1)}%`;
    const sources = fonts.map((name) => `local("${name}")`).join(",");
    return `@font-face{font-family:"${family}";src:${sources};size-adjust:${(100 * size).toFixed(1)}%;ascent-override:${percent(up)};descent-override:${percent(down)};line-gap-override:0%}`;
  });
  await writeChanged(join(vendor, "fonts.css"), `${[...rules, ...fallbacks].join("\n")}\n`);
}

/**
 * Puts the typefaces of a built site beside its sheet of fonts, under names after their content, as
 * Framework names all other files; it only knows of those that pages preload. That sheet and the one of
 * formulas become one: pages ask for both before their first paint.
 */
export async function placeFonts(folder: string, dist: string): Promise<void> {
  const placed = join(dist, "_file", "vendor");
  const sheet = (await readdir(placed)).find((name) => /^fonts\.\w+\.css$/.test(name));
  if (sheet === undefined) throw new Error("no fonts.css in the built site");
  let css = (await readFile(join(placed, sheet), "utf8")).replaceAll(
    "font-weight:200 900",
    `font-weight:${weights.min} ${weights.max}`
  );
  const names = new Map<string, string>();
  for (const face of faces) {
    const whole = await readFile(join(folder, "src", "vendor", nameOf(face)));
    const bytes = await subsetFont(whole, charactersOf(css, nameOf(face)), {
      targetFormat: "woff2",
      variationAxes: {wght: weights}
    });
    const framework = nameOf(face).replace(".woff2", `.${digest(whole)}.woff2`);
    const name = nameOf(face).replace(".woff2", `.${digest(bytes)}.woff2`);
    await rm(join(placed, framework), {force: true});
    await writeFile(join(placed, name), bytes);
    css = css.replace(`./${nameOf(face)}`, `./${name}`);
    names.set(framework, name);
  }
  const formulas = (await readdir(placed)).find((name) => /^katex\.\w+\.css$/.test(name));
  if (formulas === undefined) throw new Error("no katex.css in the built site");
  css += await readFile(join(placed, formulas), "utf8");
  const joined = `type.${digest(Buffer.from(css))}.css`;
  await writeFile(join(placed, joined), css);
  for (const name of [sheet, formulas]) await rm(join(placed, name));
  const link = new RegExp(`<link rel="stylesheet" href="[^"]*/${formulas}">`, "g");
  for (const file of await readdir(dist, {recursive: true})) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(dist, file), "utf8");
    let placedHtml = html.replaceAll(link, "").replaceAll(sheet, joined);
    for (const [framework, name] of names) placedHtml = placedHtml.replaceAll(framework, name);
    await writeFile(join(dist, file), placedHtml);
  }
}

/** Returns the characters for which a sheet of fonts names a file. */
function charactersOf(css: string, file: string): string {
  const [, range] = new RegExp(`${file}\\)[^}]*unicode-range:([^;}]+)`).exec(css)!;
  const points = range!.split(",").flatMap((part) => {
    const [first, last = first] = part.replace(/^\s*U\+/i, "").split("-");
    const [from, to] = [first!, last!].map((point) => parseInt(point, 16));
    return Array.from({length: to! - from! + 1}, (_, i) => from! + i);
  });
  return String.fromCodePoint(...points.filter((point) => point < 0xd800 || point > 0xdfff));
}

/** Returns what Framework would call the content of a file: eight hexadecimal digits. */
export function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}
