import assert from "node:assert/strict";
import {buffer} from "node:stream/consumers";
import {csvParse, type DSVRowArray} from "d3";
import {strFromU8, unzipSync} from "fflate";
import type {Locator, Page} from "playwright-core";

/** The figures of each page, by their ids. */
export const figuresOfPages: Record<string, string[]> = {
  "": [
    "mnist-2d",
    "mnist-4d",
    "mnist-4d-sheet",
    "fashion-2d",
    "fashion-4d",
    "fashion-4d-sheet",
    "mapping",
    "plane"
  ],
  "introduction.html": ["encode"],
  "scenario.html": ["plate", "naive"],
  "bound.html": ["gap"],
  "reparameterization.html": ["two-gradients", "many-latents", "recipes"],
  "vae.html": ["nat", "budget", "betas"],
  "manifold.html": ["manifold", "metric", "paths", "samples"],
  "experiments.html": ["bound-curves", "active-units", "latent-use", "likelihood-curves"],
  "algorithm.html": ["estimators", "line-by-line", "fit"],
  "related.html": ["two-directions", "quadratic", "linear-gap", "holes"],
  "appendices.html": [
    "kl-three-ways",
    "one-pixel",
    "marginal-likelihood",
    "posterior-chains",
    "em-in-the-small",
    "full-bayes"
  ],
  "after.html": ["linear-vae", "ladder", "learned-prior", "landing"]
};

/** Opens the menu of a figure, saves it in a format, and returns the file and its name. */
export async function saved(
  page: Page,
  figure: Locator,
  format: "SVG" | "PNG" | "CSV"
): Promise<{name: string; bytes: Buffer}> {
  const save = figure.locator("[data-save]");
  const menu = figure.getByRole("group", {name: "Save this figure as"});
  if (!(await menu.isVisible())) await save.click();
  const download = page.waitForEvent("download");
  await menu.getByRole("button", {name: format, exact: true}).click();
  const file = await download;
  // A browser that several processes share keeps its files to itself.
  const bytes = await buffer(await file.createReadStream());
  return {name: file.suggestedFilename(), bytes};
}

/** A table that a figure was saved as. */
export interface SavedTable {
  /** Its remarks, such as “link: https://…”. */
  remarks: string[];
  rows: DSVRowArray;
}

/** Saves the numbers of a figure, one file or a zip, and returns its tables by what they are. */
export async function savedTables(page: Page, figure: Locator): Promise<Map<string, SavedTable>> {
  const {name, bytes} = await saved(page, figure, "CSV");
  const files = name.endsWith(".zip") ? unzipSync(bytes) : {[name]: bytes};
  const {"README.txt": readme, ...tables} = files;
  const named = readme === undefined ? [name] : strFromU8(readme).match(/^[\w-]+\.csv(?=: )/gm);
  assert.deepEqual(Object.keys(tables), named, "the files that the README lists");
  return new Map(
    Object.values(tables).map((file) => {
      const text = strFromU8(file);
      const remarks = Array.from(text.matchAll(/^# (.*)$/gm), ([, remark]) => remark!);
      const part = remarks.at(-1)!.replace(/^table: /, "");
      return [part, {remarks, rows: csvParse(text.replaceAll(/^#.*\n/gm, ""))}];
    })
  );
}

/** What a browser finds in the text of an SVG file. */
export interface ParsedSvg {
  error: string | undefined;
  title: string;
  description: string;
  source: string;
  subject: string;
  width: number;
  height: number;
  /** The texts that it shows. */
  texts: string[];
  /** The colors that boxes are filled with, as rgb(…). */
  fills: string[];
  /** How many elements of a name there are. */
  counts: Record<string, number>;
  /** What is said in `var(…)`, or is HTML. */
  foreign: string[];
}

/** Parses the text of an SVG file as XML, as other programs do. */
export async function parsedSvg(page: Page, bytes: Buffer): Promise<ParsedSvg> {
  const text = bytes.toString("utf8");
  assert.match(text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /);
  return page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    const root = parsed.documentElement;
    const dc = "http://purl.org/dc/elements/1.1/";
    const counts: Record<string, number> = {};
    const foreign: string[] = [];
    for (const element of root.querySelectorAll("*")) {
      counts[element.localName] = (counts[element.localName] ?? 0) + 1;
      if (element.namespaceURI === "http://www.w3.org/1999/xhtml") foreign.push(element.localName);
      for (const {value} of element.attributes) if (value.includes("var(")) foreign.push(value);
    }
    return {
      error: parsed.querySelector("parsererror")?.textContent ?? undefined,
      title: root.querySelector(":scope > title")?.textContent ?? "",
      description: root.querySelector(":scope > desc")?.textContent ?? "",
      source: root.getElementsByTagNameNS(dc, "source")[0]?.textContent ?? "",
      subject: root.getElementsByTagNameNS(dc, "subject")[0]?.textContent ?? "",
      texts: Array.from(root.querySelectorAll("text"), (element) => element.textContent),
      fills: Array.from(root.querySelectorAll("rect"), (box) => box.getAttribute("fill") ?? ""),
      width: Number(root.getAttribute("width")),
      height: Number(root.getAttribute("height")),
      counts,
      foreign
    };
  }, text);
}

/**
 * Returns what a figure holds and does not show when it is drawn for a file: words of what is folded
 * in, or not visible, and the choices of such menus, as far as they do not stand elsewhere in it.
 */
export function hiddenTexts(figure: Locator): Promise<string[]> {
  return figure.evaluate((element) => {
    element.classList.add("drawn-for-file");
    const seen: string[] = [];
    const hidden: string[] = [];
    for (const part of element.querySelectorAll("*")) {
      const texts =
        part instanceof HTMLSelectElement
          ? [part.selectedOptions[0]?.text ?? ""]
          : Array.from(part.childNodes, (node) => (node instanceof Text ? node.data : ""));
      const isSeen = part.checkVisibility({visibilityProperty: true, opacityProperty: true});
      if (part.closest("option") === null) (isSeen ? seen : hidden).push(...texts);
    }
    element.classList.remove("drawn-for-file");
    const shown = seen.join(" ");
    return hidden
      .flatMap((text) => text.match(/\S{2,}/g) ?? [])
      .filter((word) => !shown.includes(word));
  });
}

/** Returns the texts of the iTXt chunks of a PNG file, by their keywords. */
export function pngTexts(png: Buffer): Record<string, string> {
  const texts: Record<string, string> = {};
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) !== "iTXt") continue;
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const end = body.indexOf(0);
    texts[body.toString("latin1", 0, end)] = body.toString("utf8", end + 5);
  }
  return texts;
}
