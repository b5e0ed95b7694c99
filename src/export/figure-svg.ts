import {drawElement} from "./draw-element.js";
import {embeddedFonts} from "./embedded-fonts.js";
import type {FigureFacts} from "./figure-facts.js";
import {paint, svgElement} from "./svg-paint.js";

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
  const text = new XMLSerializer().serializeToString(svg);
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
