import type {LightModel} from "./light-model.js";
import {escapeHtml} from "./escape-html.js";

/** What a report says of itself. */
export interface NoteFacts {
  title: string;
  /** The models whose weights were rounded to find room. */
  models: readonly LightModel[];
  /** Whether it holds training sets. */
  data: boolean;
}

/** Returns the note at the foot of a report’s pages, as HTML: what is not as it is on the site. */
export function reportNote({title, models, data}: NoteFacts): string {
  const costs = models
    .toSorted((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1))
    .flatMap(({manifest: {id}, cost}) =>
      cost === undefined ? [] : [`${id} ${nats(cost.likelihood)} and ${nats(cost.posterior)}`]
    );
  const rounded =
    costs.length === 0
      ? ""
      : ` Its networks have rounded weights: log p(x|z) differs by, and q(z|x) diverges from that ` +
        `of the exact weights by, in nats per image: ${costs.join("; ")}. The tables are those of ` +
        `the exact weights.`;
  const sets = data ? "" : " It holds no training images: training starts from what it makes up.";
  return (
    `<aside class="report-note"><small>${escapeHtml(title)}: a report in one file, ` +
    `which works without a network.${rounded}${sets}</small></aside>`
  );
}

/** Returns a small number of nats to two digits. */
function nats(value: number): string {
  return value.toPrecision(2);
}
