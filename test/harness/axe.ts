import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

/** What axe-core says of a page, as far as we read it. */
interface AxeResults {
  violations: {id: string; impact: string; nodes: {target: unknown; failureSummary: string}[]}[];
}

declare const axe: {run(context: Document, options: object): Promise<AxeResults>};

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is asked of a page: WCAG 2.2 up to AA, and what axe-core advises besides. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Returns where a page as it stands keeps people out, by axe-core, one sentence for each element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const {violations: found} = await page.evaluate(
    (values) => axe.run(document, {runOnly: {type: "tag", values}, resultTypes: ["violations"]}),
    TAGS
  );
  return found.flatMap(({id, impact, nodes}) =>
    nodes.map(({target, failureSummary}) => {
      const why = failureSummary.replaceAll(/\s+/g, " ");
      return `${id} (${impact}) at ${JSON.stringify(target)}: ${why}`;
    })
  );
}

/** Unfolds all that the text of a page has folded. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.locator("main details").evaluateAll((folds) => {
    for (const fold of folds) (fold as HTMLDetailsElement).open = true;
  });
}
