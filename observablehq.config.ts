import type MarkdownIt from "markdown-it";
import {mathPlugin} from "./tools/site/math.js";
import {pageLinksPlugin} from "./tools/site/page-links.js";

/** The cumulative normal curve, which turns a slider's u into z. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <path d="M1 14C9 14 7 2 15 2" fill="none" stroke="#0072b2" stroke-width="2"/>
</svg>`;
const favicon = `data:image/svg+xml;base64,${Buffer.from(icon).toString("base64")}`;

export default {
  title: "Auto-Encoding Variational Bayes",
  root: "src",
  style: "style.css",
  globalStylesheets: [],
  search: false,
  sidebar: false,
  toc: false,
  pager: false,
  // A plain host serves CARD.html at that address, and not every one at CARD.
  preserveExtension: true,
  header: ({path}: {path: string}) =>
    path === "/index" ? "" : `<a href="/">← Auto-Encoding Variational Bayes</a>`,
  footer: "",
  head: `<link rel="stylesheet" href="/vendor/katex.css"><link rel="icon" href="${favicon}">`,
  pages: [{name: "The board", path: "/index"}],
  markdownIt: (md: MarkdownIt) => pageLinksPlugin(mathPlugin(md))
};
