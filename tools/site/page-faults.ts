import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import type MarkdownIt from "markdown-it";
import {escapeHtml} from "../../src/formats/markup.js";
import {plainTitle} from "./figure-list.js";
import type {MathEnvironment} from "./math.js";
import {placeIn} from "./page-source.js";
import {dependentCode, type RenderedCode} from "./rendered-code.js";

/** What does not compile in a page. */
interface PageFault {
  /** The file and the line. */
  place: string;
  /** One sentence. */
  reason: string;
  /** The names that cells now wait for in vain. */
  names: string[];
}

/** What rendering a page finds. */
interface FaultEnvironment extends MathEnvironment {
  faults?: PageFault[];
  code?: RenderedCode[];
  /** Whether the file was read while an editor wrote it: emptied, and not filled yet. */
  isEmpty?: boolean;
}

/** The place where Framework tells why a cell or an expression does not compile. */
const failedCode = /observablehq--error"([^>]*)>SyntaxError: ([^<]*)/;

const style = readFileSync(fileURLToPath(new URL("page-faults.css", import.meta.url)), "utf8");

/**
 * Lets a preview go on when a formula, a cell or an expression of a page does not compile: its place
 * says why, and a strip above the page says all of it, with the file and the line, and which figures
 * show what was before. Their marks are a style of the strip, so that the figures themselves stay as
 * they are until the next edit. The last of the plugins but for what folds formulas.
 *
 * @param say writes a line to the terminal, one for each fault
 */
export function pageFaultsPlugin(
  md: MarkdownIt,
  say: (line: string) => void = (line) => console.error(line)
): MarkdownIt {
  md.core.ruler.after("page_source", "page_faults", (state) => {
    const env = state.env as FaultEnvironment;
    env.isEmpty = state.src.trim() === "";
    if (env.path === undefined) return;
    const faults: PageFault[] = (env.faults = []);
    env.inPlaceOf = (text, reason) => {
      faults.push({place: placeIn(env, text)!, reason, names: []});
      const [formula, why] = [text, reason].map(escapeHtml);
      return `<span class="failure-line" id="fault-${faults.length}"><code>${formula}</code> ${why}</span>`;
    };
  });

  for (const name of ["fence", "placeholder"] as const) {
    const rule = md.renderer.rules[name]!;
    md.renderer.rules[name] = (tokens, i, options, env: FaultEnvironment, self) => {
      const {content} = tokens[i]!;
      const html = rule(tokens, i, options, env, self);
      const [, , message] = failedCode.exec(html) ?? [];
      if (message === undefined || env.faults === undefined) return html;
      const isCell = name === "fence";
      const {line, reason} = syntaxFault(md.utils.unescapeAll(message));
      env.faults.push({
        place: placeIn(env, isCell ? content : `\${${content}}`, line - 1)!,
        reason,
        names: isCell ? namesDeclared(content) : []
      });
      const id = `fault-${env.faults.length}`;
      return html.replace(failedCode, `observablehq--error" id="${id}"$1>SyntaxError: $2`);
    };
  }

  const said = new Map<string, string>();
  const render = md.renderer.render.bind(md.renderer);
  md.renderer.render = (tokens, options, env: FaultEnvironment) => {
    // For a page without a body Framework waits a while before it takes all figures away.
    if (env.isEmpty === true) return "";
    const html = render(tokens, options, env);
    const {path, faults} = env;
    if (path === undefined || faults === undefined) return html;
    const lines = faults.map(({place, reason}) => `${place}: ${reason}`);
    // A page is rendered several times at each edit.
    if (said.get(path) !== lines.join("\n")) for (const line of lines) say(line);
    said.set(path, lines.join("\n"));
    return faults.length === 0 ? html : faultStrip(faults, staleFigures(html, env)) + html;
  };
  return md;
}

/** Returns the line of a cell, from 1, and the reason in what esbuild or acorn says of it. */
function syntaxFault(message: string): {line: number; reason: string} {
  const [, esbuildLine, reason] = /<stdin>:(\d+):\d+: ERROR: (.*)/.exec(message) ?? [];
  if (reason !== undefined) return {line: Number(esbuildLine), reason};
  const [, said = message, line = 1] = /^(.*) \((\d+):\d+\)$/.exec(message) ?? [];
  return {line: Number(line), reason: said};
}

/** Returns the names that a cell seems to declare, though it cannot be parsed. */
function namesDeclared(source: string): string[] {
  const declarations = source.matchAll(
    /^\s*(?:(?:const|let|var)\s+([\w$]+|\{[^}]*\}|\[[^\]]*\])|(?:async\s+)?(?:function\s*\*?|class)\s*([\w$]+))/gm
  );
  return Array.from(declarations, ([, names, name]) => names ?? name!).flatMap(
    (names) => names.match(/[\w$]+/g) ?? []
  );
}

/** Returns the figures of a page in which something needs a name that a fault has taken away. */
function staleFigures(html: string, {faults = [], code = []}: FaultEnvironment) {
  const names = faults.flatMap((fault) => fault.names);
  const figures = new Map<string, string>();
  for (const id of dependentCode(code, names)) {
    const before = html.slice(0, Math.max(0, html.indexOf(`<!--:${id}:-->`)));
    const start = before.lastIndexOf("<figure ");
    if (start < 0 || before.includes("</figure>", start)) continue;
    const figure = /^<figure [^>]*\bid="([^"]+)"[^>]*>\s*<(h2|h3|figcaption)>([^]*?)<\/\2>/.exec(
      html.slice(start)
    );
    if (figure !== null) figures.set(figure[1]!, plainTitle(figure[3]!));
  }
  return figures;
}

function faultStrip(faults: readonly PageFault[], stale: ReadonlyMap<string, string>): string {
  const lines = faults.map(
    ({place, reason}, i) => `<p><a href="#fault-${i + 1}">${place}</a>: ${escapeHtml(reason)}</p>`
  );
  const figures = Array.from(stale, ([id, title]) => `<a href="#${id}">${title}</a>`);
  const marks = Array.from(
    stale.keys(),
    (id) => `#${id} { outline: 2px solid var(--failure); }
#${id}::before { color: var(--failure); content: "Not up to date: see the strip above the page"; }`
  );
  const note =
    figures.length === 0 ? "" : `<p>Not up to date until then: ${figures.join(", ")}</p>`;
  return `<div class="page-faults" role="alert">${lines.join("")}${note}<style>${style}${marks.join("\n")}</style></div>\n`;
}
