import {legalXml} from "../formats/markup.js";
import {drawElement} from "./draw.js";
import {paint, svgElement} from "./paint.js";

/** A figure as a file. */
export interface FigureDrawing {
  /** The text of an SVG file. */
  text: string;
  /** In CSS pixels. */
  width: number;
  height: number;
}

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const dc = "http://purl.org/dc/elements/1.1/";
const margin = 12; // CSS pixels

/**
 * Returns a promise to a figure of the page as one SVG file that stands by itself: colors as
 * values, fonts by name with what may replace them, images as PNG within it, and in its metadata,
 * as Dublin Core, what the figure is and the link to it as it stands. It holds no HTML, which other
 * programs than browsers would leave out.
 */
export async function figureSvg(
  figure: HTMLElement,
  facts: FigureFacts & {link: string}
): Promise<FigureDrawing> {
  // What is no part of the figure leaves no gap: it is out for as long as the figure is measured.
  figure.classList.add("drawn-for-file");
  const box = figure.getBoundingClientRect();
  const parts = drawElement(figure);
  figure.classList.remove("drawn-for-file");
  const [left, top] = [box.left - margin, box.top - margin];
  const width = Math.ceil(box.width + 2 * margin);
  const height = Math.ceil(box.height + 2 * margin);
  const svg = svgElement("svg", {width, height, viewBox: `0 0 ${width} ${height}`});
  const [title, description, group] = ["title", "desc", "g"].map((name) => svgElement(name));
  title.textContent = facts.title;
  description.textContent = facts.caption;
  group.setAttribute("transform", `translate(${-left.toFixed(2)},${-top.toFixed(2)})`);
  group.append(...parts);
  const paper = svgElement("rect", {width, height});
  const ground = getComputedStyle(document.body).backgroundColor;
  paint(paper, "fill", ground === "rgba(0, 0, 0, 0)" ? canvasColor() : ground);
  const fonts = svgElement("style");
  fonts.textContent = await embeddedFonts(group);
  svg.append(title, description, metadata(facts), fonts, paper, group);
  const text = legalXml(new XMLSerializer().serializeToString(svg));
  return {text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, width, height};
}

/** Returns the color under a page that has none of its own. */
function canvasColor(): string {
  return getComputedStyle(document.documentElement).backgroundColor;
}

function metadata({title, caption, link, model, settings}: FigureFacts & {link: string}): Element {
  const element = svgElement("metadata");
  const root = document.createElementNS(rdf, "rdf:RDF");
  const described = document.createElementNS(rdf, "rdf:Description");
  described.setAttributeNS(rdf, "rdf:about", "");
  const facts: [string, string | undefined][] = [
    ["title", title],
    ["description", caption],
    ["source", link],
    ["subject", model === undefined ? undefined : `model: ${model}`],
    ...settings.map((text): [string, string] => ["coverage", text]),
    ["date", new Date().toISOString().slice(0, 10)],
    ["format", "image/svg+xml"]
  ];
  for (const [name, text] of facts) {
    if (text === undefined) continue;
    const fact = document.createElementNS(dc, `dc:${name}`);
    fact.textContent = text;
    described.append(fact);
  }
  root.append(described);
  element.append(root);
  return element;
}

/** What a figure is, and how it stands. */
interface FigureFacts {
  /** Its name in addresses and file names, such as “gap”. */
  name: string;
  title: string;
  caption: string;
  /** What its model is called; undefined where it has none. */
  model: string | undefined;
  /** What its controls and marks stand at, each as “name: value”. */
  settings: string[];
}

/** Returns what a figure of a page is and how it stands. */
export function figureFacts(figure: HTMLElement): FigureFacts {
  const caption = plainText(figure.querySelector("figcaption"));
  const heading = plainText(figure.querySelector("h2, h3"));
  const settings = settingsOf(figure);
  const chosen = settings.find((text) => /^[^:]*\b(?:model|data set|images):/.test(text));
  return {
    name: figure.id || (figure.dataset.view ?? "figure"),
    title: heading === "" ? caption : heading,
    caption,
    model: figure.dataset.model ?? chosen?.replace(/^[^:]*: /, ""),
    settings
  };
}

/** Returns the text of an element as a reader sees it; formulas as they are written in TeX. */
function plainText(element: Element | null): string {
  if (element === null) return "";
  const copy = element.cloneNode(true) as Element;
  for (const formula of copy.querySelectorAll(".katex")) {
    const tex = formula.querySelector("annotation")?.textContent;
    formula.replaceWith(tex ?? formula.querySelector(".katex-html")?.textContent ?? "");
  }
  for (const part of copy.querySelectorAll(
    ".figure-save, button, input, fieldset, select, details"
  )) {
    part.remove();
  }
  return copy.textContent!.replaceAll(/\s+/g, " ").trim();
}

function settingsOf(figure: HTMLElement): string[] {
  const controls = figure.querySelectorAll<HTMLElement>(
    "input, select, [role=slider][aria-valuetext]"
  );
  return Array.from(controls).flatMap((control) => {
    if (!control.checkVisibility()) return [];
    const value = valueOf(control);
    return value === undefined ? [] : [`${nameOf(control)}: ${value}`];
  });
}

function valueOf(control: HTMLElement): string | undefined {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent ?? "";
  if (!(control instanceof HTMLInputElement)) return control.ariaValueText ?? undefined;
  if (control.type === "checkbox") return control.checked ? "on" : "off";
  if (control.type === "radio") return control.checked ? labelOf(control) : undefined;
  return control.type === "file" ? undefined : control.value;
}

function nameOf(control: HTMLElement): string {
  const group = control.closest("fieldset")?.querySelector("legend");
  if (control instanceof HTMLInputElement && control.type === "radio" && group) {
    return plainText(group);
  }
  return control.ariaLabel ?? labelOf(control);
}

function labelOf(control: HTMLElement): string {
  // An image to choose has its name for screen readers alone.
  if (control.ariaLabel !== null) return control.ariaLabel;
  const labels = (control as HTMLInputElement).labels ?? [];
  return plainText(labels[0] ?? null) || ((control as HTMLInputElement).value ?? "");
}

/**
 * Returns a promise to the rules of fonts that the page brings with it, as far as a drawing names
 * them, each with its file in it: a file of its own has nowhere to load them from.
 */
async function embeddedFonts(drawing: Element): Promise<string> {
  const named = new Set(
    Array.from(drawing.querySelectorAll("[font-family]")).flatMap((element) =>
      element.getAttribute("font-family")!.split(",").map(plainName)
    )
  );
  const styled = new Set(
    Array.from(drawing.querySelectorAll("[font-family]"), (element) =>
      [
        plainName(element.getAttribute("font-family")!.split(",")[0]),
        element.getAttribute("font-style") ?? "normal",
        (element.getAttribute("font-weight") ?? "400") >= "600" ? "bold" : "normal"
      ].join()
    )
  );
  const rules = Array.from(document.styleSheets).flatMap(fontRules);
  const used = rules.filter(({rule: {style}}) => {
    const family = plainName(style.getPropertyValue("font-family"));
    if (!named.has(family)) return false;
    const weight = style.getPropertyValue("font-weight");
    const bold = weight === "bold" || Number(weight) >= 600 ? "bold" : "normal";
    return styled.has([family, style.getPropertyValue("font-style") || "normal", bold].join());
  });
  return (await Promise.all(used.map(inlined))).join("\n");
}

interface FontRule {
  rule: CSSFontFaceRule;
  /** What the addresses in it are relative to. */
  base: string;
}

function fontRules(sheet: CSSStyleSheet): FontRule[] {
  const base = sheet.href ?? document.baseURI;
  return Array.from(sheet.cssRules).flatMap((rule): FontRule[] => {
    if (rule instanceof CSSImportRule && rule.styleSheet) return fontRules(rule.styleSheet);
    return rule instanceof CSSFontFaceRule ? [{rule, base}] : [];
  });
}

async function inlined({rule, base}: FontRule): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1];
  if (address === undefined) return "";
  const file = await (await fetch(new URL(address, base))).blob();
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.addEventListener("error", () => reject(new Error(`cannot read the font ${address}`)));
    reader.readAsDataURL(file);
  });
  const of = (name: string) => `${name}: ${rule.style.getPropertyValue(name) || "normal"};`;
  const family = `font-family: ${rule.style.getPropertyValue("font-family")};`;
  return `@font-face {${family} ${of("font-style")} ${of("font-weight")} src: url(${url});}`;
}

function plainName(family: string): string {
  return family.replaceAll(/["']/g, "").trim();
}
