/** A page of the walkthrough. */
export interface Chapter {
  /** Its address from the root, without an ending: what Framework calls its path. */
  path: string;
  /** Its number in the paper, if any, and its topic, as lists show it. */
  name: string;
}

/** The pages of the walkthrough, in the order of the paper. */
export const chapters: Chapter[] = [
  {path: "/index", name: "0 · The board"},
  {path: "/introduction", name: "1 · Two machines, one bet"},
  {path: "/scenario", name: "2.1 · The problem scenario"},
  {path: "/bound", name: "2.2 · The variational bound"},
  {path: "/algorithm", name: "2.3 · The estimator and the algorithm"},
  {path: "/reparameterization", name: "2.4 · The reparameterization trick"},
  {path: "/vae", name: "3 · The variational auto-encoder"},
  {path: "/related", name: "4 · Related work"},
  {path: "/experiments", name: "5 · Experiments"},
  {path: "/manifold", name: "5/A · Manifolds and samples"},
  {path: "/appendices", name: "B to F · The appendices"},
  {path: "/reading-group", name: "Reading group · Exercises"},
  {path: "/after", name: "After the paper · What came later"},
  {path: "/notes", name: "Notes · Symbols, differences, licences"}
];

/** Returns the pages in reading order before and after one; undefined where there is none. */
function neighbors(present: Chapter[], current: string): (Chapter | undefined)[] {
  const at = present.findIndex(({path}) => path === current);
  return at < 0 ? [] : [present[at - 1], present[at + 1]];
}

/** Returns the address of a page from the root of the site. */
export function addressOf({path}: Chapter): string {
  return path === "/index" ? "/" : path;
}

function step(chapter: Chapter | undefined, arrow: string, what: string): string {
  if (chapter === undefined) return "";
  return `<a class="way-step" href="${addressOf(chapter)}" aria-label="${what}: ${chapter.name}">${arrow}</a>`;
}

/** What a reader may set of how pages look: see site/bar.ts, which fills the form and reads it. */
const look = `<details class="way-look"><summary aria-label="How the page looks">Aa</summary><form></form></details>`;

/** What turns quantities of information from nats to bits: see site/look.ts. */
const unit = `<button type="button" class="way-unit" aria-pressed="false" aria-label="nats bits: show bits" title="The unit of information"><span>nats</span> <span>bits</span></button>`;

/**
 * Returns the bar above every page, as HTML: the way to the first one, a panel of all with the
 * minutes that each takes, the page before and after, what makes a link, the unit of
 * information, and how pages look.
 *
 * @param minutes returns how long a page takes to read
 * @param mark the site's mark, as SVG
 */
export function wayHeader(
  present: Chapter[],
  current: string,
  {minutes, mark}: {minutes: (path: string) => number; mark: string}
): string {
  const [previous, next] = neighbors(present, current);
  const here = present.find(({path}) => path === current)?.name ?? "Contents";
  const rows = present.map((chapter) => {
    const {path, name} = chapter;
    const now = path === current ? ' aria-current="page"' : "";
    return `<li><a href="${addressOf(chapter)}"${now}><span>${name}</span><span>${minutes(path)} min</span></a></li>`;
  });
  return [
    `<nav class="way" aria-label="Walkthrough">`,
    `<a class="way-home" href="/" aria-label="AEVB, Auto-Encoding Variational Bayes: the first page">${mark}<span class="way-name">AEVB</span></a>`,
    `<details class="way-contents"><summary><span class="way-contents-name">Contents: </span><span class="way-page">${here}</span><span class="way-section"></span></summary>`,
    `<div class="way-panel"><ol>${rows.join("")}</ol></div></details>`,
    `<span class="way-tools">${step(previous, "‹", "Previous")}${step(next, "›", "Next")}<button type="button" class="way-link">Link</button>${unit}${look}</span>`,
    `<span class="way-read" aria-hidden="true"></span></nav>`
  ].join("");
}
