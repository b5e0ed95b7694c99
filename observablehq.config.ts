import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import {cellFencePlugin} from "./tools/site/cell-fence.js";
import {codeDrawersPlugin} from "./tools/site/code-drawers.js";
import {citations, workListPlugin} from "./tools/site/citations.js";
import {chapters, wayHeader} from "./tools/site/contents.js";
import {equationPlacesPlugin, equationReferences, equationsOf} from "./tools/site/equations.js";
import {exhibitsPlugin} from "./tools/site/exhibits.js";
import {factsPlugin} from "./tools/site/facts.js";
import {figureListPlugin, figuresOf} from "./tools/site/figure-list.js";
import {firstFrameFile, firstFramesPlugin} from "./tools/site/first-frames.js";
import {firstFonts} from "./tools/site/fonts.js";
import {foldFormulasPlugin, unfoldScript} from "./tools/site/fold-formulas.js";
import {frontPagePlugin} from "./tools/site/front-page.js";
import {linkNotesPlugin} from "./tools/site/link-notes.js";
import {lookScript} from "./tools/site/look-script.js";
import {mathPlugin} from "./tools/site/math.js";
import {onlyFigureScript} from "./tools/site/only-figure.js";
import {pageFaultsPlugin} from "./tools/site/page-faults.js";
import {pageFramePlugin} from "./tools/site/page-frame.js";
import {pageLinksPlugin} from "./tools/site/page-links.js";
import {pageSourcePlugin} from "./tools/site/page-source.js";
import {playCellsPlugin} from "./tools/site/play-cells.js";
import {readingMinutes} from "./tools/site/reading-time.js";
import {sourceFencePlugin} from "./tools/site/source-fence.js";
import {thumbnailFile} from "./tools/site/thumbnails.js";
import {unitWordsPlugin} from "./tools/site/unit-words.js";

/** The cumulative normal curve, which turns a slider's u into z. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <path d="M1 14C9 14 7 2 15 2" fill="none" stroke="#0072b2" stroke-width="2"/>
</svg>`;
const favicon = `data:image/svg+xml;base64,${Buffer.from(icon).toString("base64")}`;

// Framework runs in the folder of the site, which in a test is not that of this file.
const folder = process.cwd();
const present = chapters.filter(({path}) => existsSync(join(folder, "src", `${path}.md`)));
const minutes = (path: string) =>
  readingMinutes(readFileSync(join(folder, "src", `${path}.md`), "utf8"));
const figures = figuresOf(folder);
const isPreview = process.argv.includes("preview");
const hasTerms = existsSync(join(folder, "src", "site", "walkthrough.ts"));

export default {
  title: "Auto-Encoding Variational Bayes",
  root: "src",
  style: "style.css",
  globalStylesheets: [],
  search: false,
  sidebar: false,
  toc: false,
  // A plain host serves CARD.html at that address, and not every one at CARD.
  preserveExtension: true,
  header: ({path}: {path: string}) => wayHeader(present, path, {minutes, mark: icon}),
  footer: "",
  // What another site imports keeps its address.
  dynamicPaths: figures.map(({id}) => `/figures/${id}.js`),
  head: [
    lookScript,
    onlyFigureScript,
    isPreview ? unfoldScript : "",
    ...firstFonts.map(
      (name) =>
        `<link rel="preload" as="font" type="font/woff2" crossorigin href="/vendor/${name}">`
    ),
    `<link rel="stylesheet" href="/vendor/fonts.css"><link rel="stylesheet" href="/vendor/katex.css"><link rel="icon" href="${favicon}">`,
    hasTerms ? `<script type="module" src="/site/walkthrough.js"></script>` : ""
  ].join(""),
  pages: present,
  markdownIt: (md: MarkdownIt) => {
    const plain = frontPagePlugin(pageLinksPlugin(mathPlugin(pageSourcePlugin(md, folder))), {
      present,
      figures: figures.length,
      minutes,
      isPictured: (path) => existsSync(join(folder, "src", thumbnailFile(path, "light")))
    });
    const equations = equationsOf(folder, present);
    const referring = linkNotesPlugin(equationPlacesPlugin(workListPlugin(plain), equations), [
      equationReferences(equations),
      citations
    ]);
    const filled = unitWordsPlugin(
      factsPlugin(cellFencePlugin(sourceFencePlugin(referring, folder), folder), folder)
    );
    const framed = firstFramesPlugin(exhibitsPlugin(figureListPlugin(filled, folder)), (figure) =>
      existsSync(join(folder, "src", firstFrameFile(figure)))
    );
    const complete = playCellsPlugin(pageFramePlugin(codeDrawersPlugin(framed), present));
    return isPreview ? foldFormulasPlugin(pageFaultsPlugin(complete)) : complete;
  }
};
