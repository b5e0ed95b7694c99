import type {LightModel} from "./light-model.js";
import {escapeHtml} from "../../src/formats/markup.js";

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

/** The figure whose numbers rounded weights change in digits that it prints, and its two models. */
const gap = {start: '<figure class="exhibit" id="gap"', models: ["mnist-2d", "fashion-2d"]};

/**
 * Returns the body of a page with what rounded weights change said in the figure of the gap: for the
 * image whose numbers are recorded the figure itself says what they are on the site.
 */
export function markGap(body: string, models: readonly LightModel[]): string {
  const start = body.indexOf(gap.start);
  const end = body.indexOf("<figcaption", start);
  const changes = models.flatMap(({manifest: {id}, cost}) =>
    cost === undefined || !gap.models.includes(id) ? [] : [`${nats(cost.posterior)} (${id})`]
  );
  if (start < 0 || end < 0 || changes.length === 0) return body;
  const text =
    `In this report weights are rounded: log p(x|z) and the encoder’s q are not quite those of the ` +
    `site. The divergence of this q from that of the site is, in nats on average, ` +
    `${changes.toSorted().join(", ")}.`;
  return `${body.slice(0, end)}<p class="note rounded">${text}</p>${body.slice(end)}`;
}

/** Returns a small number of nats to two digits. */
function nats(value: number): string {
  return value.toPrecision(2);
}
