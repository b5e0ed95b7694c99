import {readFileSync} from "node:fs";
import {join} from "node:path";
import {format} from "d3";
import type MarkdownIt from "markdown-it";

/** The facts that are quantities of information, in nats. */
const INFORMATION =
  /^(?:results\.(?:elbo|kl|reconstruction)|mixture\.(?:kl|information|mismatch)|hard-cases\.gaps\.(?:gap|family|amortization|full)\..*|hard-cases\.testImages\.\d+\.(?:gap|familyGap))$/;

/**
 * Teaches Markdown the facts of trained models: in `<data value="mnist-2d/results.kl|.1f"></data>`
 * goes what the manifest of that model says, in d3's format, when the page is built. Paths that begin
 * with `hard-cases.` or `mixture.` are of what tools/hard-cases.ts or tools/record-mixtures.ts has
 * measured with the model. Quantities of information have their text in bits as data-bits, for readers
 * who choose so (see src/site/look.ts).
 *
 * @param folder holds models, src/data/hard-cases and src/data/mixtures
 * @throws Error from rendering: a model or a fact that is not there
 */
export function factsPlugin(md: MarkdownIt, folder: string): MarkdownIt {
  md.core.ruler.before("placeholder", "facts", ({tokens}) => {
    for (const token of tokens.flatMap((one) => [one, ...(one.children ?? [])])) {
      if (token.type.startsWith("html_")) token.content = withFacts(token.content, folder);
    }
  });
  return md;
}

function withFacts(html: string, folder: string): string {
  return html.replaceAll(
    /<data value="([\w-]+)\/([\w.-]+)(?:\|([^"]*))?">/g,
    (_, model: string, path: string, specifier: string | undefined) => {
      const value = fact(folder, model, path);
      if (typeof value !== "number") return `<data value="${value}">${value}`;
      const text = format(specifier ?? ",");
      const other = INFORMATION.test(path) ? ` data-bits="${text(value / Math.LN2)}"` : "";
      return `<data value="${value}"${other}>${text(value)}`;
    }
  );
}

/** Returns a number or a text that is recorded of a model, by its path such as `results.elbo`. */
function fact(folder: string, model: string, path: string): number | string {
  const [first, ...rest] = path.split(".");
  const measured: Record<string, [file: string, ...keys: string[]]> = {
    "hard-cases": [join("hard-cases", `${model}.json`), ...rest],
    mixture: [join("mixtures", "terms.json"), model, ...rest]
  };
  const [file, ...keys] = measured[first] ?? ["", first, ...rest];
  const record =
    first in measured
      ? join(folder, "src", "data", file)
      : join(folder, "models", model, "manifest.json");
  let value: unknown = JSON.parse(readFileSync(record, "utf8"));
  for (const key of keys) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value === "number" || typeof value === "string") return value;
  throw new Error(`no such fact: ${model}/${path}`);
}
