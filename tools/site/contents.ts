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
  {path: "/notes", name: "Notes · Symbols, differences, licences"}
];

/** Returns the list of the walkthrough's pages, as HTML, the current one marked. */
export function contentsList(present: Chapter[], current?: string): string {
  const items = present.map(({path, name}) => {
    const mark = path === current ? ' aria-current="page"' : "";
    return `<li><a href="${path === "/index" ? "/" : path}"${mark}>${name}</a></li>`;
  });
  return `<ol>${items.join("")}</ol>`;
}

/** Returns what stands above every page: the way to the first one, the contents of all, and what makes a link. */
export function wayHeader(present: Chapter[], current: string): string {
  const isFirst = current === "/index";
  const home = isFirst ? "" : `<a href="/">Auto-Encoding Variational Bayes</a>`;
  return `<nav class="way${isFirst ? " above-title" : ""}" aria-label="Walkthrough">${home}<span class="way-tools"><details class="way-contents"><summary>Contents</summary>${contentsList(present, current)}</details><button type="button" class="way-link">Link</button></span></nav>`;
}
