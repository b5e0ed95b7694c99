import type MarkdownIt from "markdown-it";
import type {RenderedCode} from "./rendered-code.js";

/** The names to play with, as `src/cells/play-names.ts` makes them. */
export const playNameList = [
  "model",
  "x",
  "q",
  "decode",
  "encode",
  "elbo",
  "imageOf",
  "nats",
  "tf",
  "d3"
];

/**
 * Gives a page the names to play with (`src/cells/play-names.ts`) that its cells use and none of them
 * declares, each by a cell of its own at the end of the page; so an edited page that is handed back
 * as Markdown builds as it ran. A page that uses none gets none, and loads nothing.
 */
export function playCellsPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.push("play_cells", (state) => {
    state.tokens.push(new state.Token("play_cells", "", 0));
  });
  md.renderer.rules.play_cells = (_tokens, _i, options, env: {code?: RenderedCode[]}, self) => {
    const nodes = (env.code ?? []).map(({node}) => node);
    const declared = new Set(
      nodes.flatMap(({declarations}) => (declarations ?? []).map(({name}) => name))
    );
    const named = new Set(nodes.flatMap(({references}) => references.map(({name}) => name)));
    const used = playNameList.filter((name) => named.has(name) && !declared.has(name));
    if (used.length === 0) return "";
    const cells = [
      `import {playNames} from "./cells/play-names.js";\n`,
      ...used.map((name) => `const ${name} = playNames.${name}();\n`)
    ];
    const tokens = cells.map((content) => fence(md, content));
    return tokens.map((_, i) => md.renderer.rules.fence!(tokens, i, options, env, self)).join("");
  };
  return md;
}

function fence(md: MarkdownIt, content: string) {
  const [token] = md.parse(`\`\`\`ts\n${content}\`\`\`\n`, {}).filter(({type}) => type === "fence");
  return token!;
}
