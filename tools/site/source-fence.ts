import {readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import {findDeclaration} from "./declaration.js";

/**
 * Teaches Markdown the fence `source`, whose lines name declarations, `src/vae/elbo.ts#elbo`:
 * they are shown, folded and in the margin, as they stand in the repository when the page is
 * built.
 *
 * @param folder what the paths are relative to
 * @throws Error from rendering: a file or a name that is not there
 */
export function sourceFencePlugin(md: MarkdownIt, folder: string): MarkdownIt {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, i, options, env, self) => {
    const {info, content} = tokens[i]!;
    const [language, ...named] = info.trim().split(/\s+/);
    if (language !== "source") return fence(tokens, i, options, env, self);
    const places = [...named, ...content.split(/\s+/)].filter((place) => place !== "");
    const blocks = places.map((place) => sourceBlock(place, folder, md.utils.escapeHtml));
    return `<aside class="sources">${blocks.join("\n")}</aside>\n`;
  };
  return md;
}

function sourceBlock(place: string, folder: string, escape: (text: string) => string): string {
  const [path, name] = place.split("#");
  if (path === undefined || name === undefined) {
    throw new Error(`invalid source: ${place}, expected path/of/file.ts#name`);
  }
  const {line, text} = declarationOf(place, join(folder, path), name);
  return `<details class="exhibit-source" data-source="${escape(path)}"><summary><code>${escape(name)}</code> in <code>${escape(path)}</code>, line ${line}</summary>
<div class="observablehq-pre-container"><pre data-language="ts"><code class="language-ts">${escape(text)}
</code></pre></div></details>
`;
}

function declarationOf(place: string, file: string, name: string) {
  try {
    return findDeclaration(readFileSync(file, "utf8"), name);
  } catch (error) {
    throw new Error(`invalid source: ${place}: ${(error as Error).message}`, {cause: error});
  }
}
