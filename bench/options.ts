import {parseArgs} from "node:util";
import {parts} from "./harness/figure.js";
import type {Part} from "./harness/figure.js";

export const usage = `npm run bench [-- OPTIONS]
  --only PART   ${parts.join(", ")}; may be given more than once
  --short       runs everything once and briefly, only to see that it runs
  --beside DIR  another build of the site, whose visits are measured in turn with ours
  --out FILE    where to write the figures; defaults to bench/results/<date>-<machine>.json
A whole run also writes its tables into bench/README.md.`;

/** What the bench is asked to do. */
export interface BenchOptions {
  only: readonly Part[];
  short: boolean;
  beside?: string;
  out?: string;
}

/**
 * Returns the options in words of the command line, or undefined if they ask for help.
 *
 * @throws Error if a word is unknown
 */
export function parseOptions(words: readonly string[]): BenchOptions | undefined {
  const {values} = parseArgs({
    args: [...words],
    options: {
      only: {type: "string", multiple: true, default: [...parts]},
      short: {type: "boolean", default: false},
      beside: {type: "string"},
      out: {type: "string"},
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return undefined;
  const wrong = values.only.find((word) => !parts.some((part) => part === word));
  if (wrong !== undefined) throw new Error(`invalid --only: ${wrong}\n${usage}`);
  const {only: _only, help: _help, ...others} = values;
  return {only: parts.filter((part) => values.only.includes(part)), ...others};
}
