import {readFileSync} from "node:fs";
import {basename, join} from "node:path";
import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";
import {escapeHtml} from "../../src/formats/markup.js";
import type {Fold} from "./code-drawers.js";
import {findDeclaration} from "./declaration.js";

/**
 * Teaches Markdown the fence `source`, whose lines name declarations, `src/vae/elbo.ts#elbo`:
 * they are shown, folded, as they stand in the repository when the page is built. Those of a figure
 * are in its drawer, and the margin has links to them; others are in the margin by themselves.
 *
 * @param folder what the paths are relative to
 * @throws Error from rendering: a file or a name that is not there
 */
export function sourceFencePlugin(md: MarkdownIt, folder: string): MarkdownIt {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, i, options, env, self) => {
    const token = tokens[i]!;
    if (!/^source\b/.test(token.info.trim())) return fence(tokens, i, options, env, self);
    const blocks = sourcePlaces(token).map((place) => sourceBlock(place, folder));
    return `<aside class="sources" role="note">${blocks.join("\n")}</aside>\n`;
  };
  md.renderer.rules.source_fold = (tokens, i) =>
    sourceBlock(tokens[i]!.content, folder, tokens[i]!.meta as Fold);
  md.renderer.rules.source_links = (tokens, i) => {
    const links = tokens[i]!.children!.map(({content, meta}) => {
      const {path, name} = parsed(content);
      const {id} = meta as Fold;
      return `<a class="source-link" href="#${id}" data-sets="${id}"><code>${escapeHtml(name)}</code>, ${escapeHtml(basename(path))}</a>`;
    });
    return `<aside class="sources" role="note">${links.join("\n")}</aside>\n`;
  };
  return md;
}

/** Returns the places that a `source` fence names, behind its word and line by line. */
export function sourcePlaces({info, content}: Token): string[] {
  const named = [...info.trim().split(/\s+/).slice(1), ...content.split(/\s+/)];
  return named.filter((place) => place !== "" && !place.startsWith("of="));
}

function sourceBlock(place: string, folder: string, fold?: Fold): string {
  const {path, name} = parsed(place);
  const {line, text} = declarationOf(place, join(folder, path), name);
  const attributes = fold === undefined ? "" : ` id="${fold.id}" name="${fold.figure}-code"`;
  return `<details class="exhibit-source"${attributes} data-source="${escapeHtml(path)}"><summary><code>${escapeHtml(name)}</code> in <code>${escapeHtml(path)}</code>, line ${line}</summary>
<div class="observablehq-pre-container"><pre data-language="ts"><code class="language-ts">${escapeHtml(text)}
</code></pre></div></details>
`;
}

function parsed(place: string): {path: string; name: string} {
  const [path, name] = place.split("#");
  if (path !== undefined && name !== undefined) return {path, name};
  throw new Error(`invalid source: ${place}, expected path/of/file.ts#name`);
}

function declarationOf(place: string, file: string, name: string) {
  try {
    return findDeclaration(readFileSync(file, "utf8"), name);
  } catch (error) {
    throw new Error(`invalid source: ${place}: ${(error as Error).message}`, {cause: error});
  }
}
