import {parseArgs} from "node:util";

/** The forms of a report: interactive, pictures in place of live views, or on paper. */
export type ReportKind = "live" | "static" | "pdf";

/** What a report is to be. */
export interface ReportOptions {
  kind: ReportKind;
  /** The path of the file. */
  out: string;
  /** The pages that it holds; undefined for all. */
  pages?: string[];
  /** The page that a link opens, and its fragment without “#”. */
  state?: {page: string; fragment: string};
  title: string;
  data: boolean;
  paper: "A4" | "Letter";
  /** Whether the code of figures is printed. */
  code: boolean;
  help: boolean;
}

export const usage = `npm run report -- [--out FILE] …
  --out FILE     defaults to report.html, or report.pdf with --pdf
  --pages LIST   the pages, such as bound,vae; defaults to all
  --state LINK   a link to a page of the site: sliders start as it has them
  --title TEXT   defaults to the title of the site
  --data         takes the training sets along that the site was built with
  --static       pictures in place of live views, no scripts: for mail
  --pdf          on paper, through the browser; --paper A4 (default) or Letter
  --code         with --pdf: prints the code of the figures too`;

/**
 * Returns what the arguments of the command ask for.
 *
 * @throws Error of one sentence that names the option and its value
 */
export function reportOptions(args: string[]): ReportOptions {
  const {values} = parseArgs({
    args,
    options: {
      out: {type: "string"},
      pages: {type: "string"},
      state: {type: "string"},
      title: {type: "string", default: "Auto-Encoding Variational Bayes"},
      data: {type: "boolean", default: false},
      static: {type: "boolean", default: false},
      pdf: {type: "boolean", default: false},
      paper: {type: "string", default: "A4"},
      code: {type: "boolean", default: false},
      help: {type: "boolean", default: false}
    }
  });
  const {pages, state, title, data, paper, code, help} = values;
  if (values.static && values.pdf) throw new Error("invalid --pdf: a report is static or a PDF");
  if (title.trim() === "") throw new Error("invalid --title: empty, expected some text");
  if (paper !== "A4" && paper !== "Letter") {
    throw new Error(`invalid --paper: ${paper}, expected A4 or Letter`);
  }
  if (code && !values.pdf) {
    throw new Error("invalid --code: only paper leaves the code out, expected --pdf with it");
  }
  const kind = values.pdf ? "pdf" : values.static ? "static" : "live";
  return {
    kind,
    out: outPath(values.out ?? (values.pdf ? "report.pdf" : "report.html"), kind),
    pages: pages === undefined ? undefined : pageList(pages),
    state: state === undefined ? undefined : linkedState(state),
    title,
    data,
    paper,
    code,
    help
  };
}

function outPath(out: string, kind: ReportKind): string {
  const ending = kind === "pdf" ? ".pdf" : ".html";
  if (!out.endsWith(ending)) {
    throw new Error(`invalid --out: ${out}, expected a name that ends in ${ending}`);
  }
  return out;
}

/** Returns the names in a list, as they are without “.html”. */
function pageList(list: string): string[] {
  const names = list
    .split(",")
    .map((name) => name.trim().replace(/\.html$/, ""))
    .filter((name) => name !== "");
  if (names.length === 0) throw new Error(`invalid --pages: ${list}, expected names of pages`);
  return names;
}

/** Returns the page and the fragment of a link, wherever the site or the report is that it is to. */
export function linkedState(link: string): {page: string; fragment: string} {
  const [before, ...after] = link.split("#");
  const fragment = after.join("#");
  if (fragment === "") throw new Error(`invalid --state: ${link}, expected a link with a #…`);
  const asked = /[?&]page=([\w/-]+)/.exec(before)?.[1];
  const file = /([\w-]+)(?:\.html)?$/.exec(
    before.replace(/\?.*$/, "").replace(/^\w+:\/\/[^/]*/, "")
  );
  return {page: asked ?? file?.[1] ?? "index", fragment};
}
