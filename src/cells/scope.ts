/** Names that cells can use beside those of the page; each value is made when first named. */
export type LazyNames = Record<string, () => unknown>;

/** What Framework gives to every cell, and what it is, for the completion of names. */
export const builtinNames: Record<string, string> = {
  display: "shows a value where the cell stands",
  view: "shows an input; its value is the cell’s",
  invalidation: "a promise: the cell is about to run again",
  visibility: "a function: a promise to the cell’s coming into view",
  Generators: "values that change: input, observe, …",
  Mutable: "a value that cells can set",
  FileAttachment: "a file of the site",
  resize: "draws anew where the width changes",
  width: "the width of the page’s column, in pixels",
  dark: "whether the page is dark",
  now: "the time, in milliseconds",
  html: "an element from a template",
  svg: "an SVG element from a template"
};
