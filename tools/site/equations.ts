import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import type {Chapter} from "./contents.js";
import type {ReferenceKind} from "./link-notes.js";
import {renderMath} from "./render-math.js";

/** An equation that has the paper's number. */
interface Equation {
  /** The page on which it stands. */
  page: string;
  /** In TeX. */
  formula: string;
}

/**
 * Returns the equations of the walkthrough's pages by the paper's numbers, which `\tag{n}` gives
 * them: of several with one number, the first in the order of the pages.
 */
export function equationsOf(folder: string, present: readonly Chapter[]): Map<string, Equation> {
  const equations = new Map<string, Equation>();
  for (const {path} of present) {
    const file = join(folder, "src", `${path}.md`);
    const markdown = existsSync(file) ? readFileSync(file, "utf8") : "";
    for (const [, formula] of markdown.matchAll(/^\$\$\n([^$]*)\n\$\$$/gm)) {
      const number = numberOf(formula!);
      if (number !== undefined && !equations.has(number)) {
        equations.set(number, {page: path, formula: formula!});
      }
    }
  }
  return equations;
}

const numberOf = (formula: string) => /\\tag\{(\d+)\}/.exec(formula)?.[1];

/** Numbers in parentheses: “(7)”, also in “equations (6) and (7)”. */
export function equationReferences(equations: ReadonlyMap<string, Equation>): ReferenceKind {
  return {
    pattern: /(?<![\w)])\((\d{1,2})\)/g,
    find([text, number], path) {
      const equation = equations.get(number!);
      if (equation === undefined) return undefined;
      const {page, formula} = equation;
      const isHere = page === path;
      const note = isHere ? undefined : renderMath(formula, {displayMode: true});
      return {id: `equation-${number}`, page, text, note};
    }
  };
}

/** Gives each equation with a number of the paper an id where it stands. */
export function equationPlacesPlugin(
  md: MarkdownIt,
  equations: ReadonlyMap<string, Equation>
): MarkdownIt {
  const rendered = md.renderer.rules.math!;
  md.renderer.rules.math = (tokens, i, options, env: {path?: string}, self) => {
    const {block, content} = tokens[i]!;
    const html = rendered(tokens, i, options, env, self);
    const number = block ? numberOf(content) : undefined;
    if (number === undefined || equations.get(number)?.page !== env.path) return html;
    return `<div class="equation" id="equation-${number}">${html}</div>\n`;
  };
  return md;
}
