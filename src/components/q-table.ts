import {create, format} from "d3";
import type {BoundTerms} from "../math/bound.js";
import {giveData} from "./figure-data.js";

/** The bounds of some q of one image, one under the other. */
export interface QTable {
  element: HTMLElement;
  /** Writes one row; undefined empties it. */
  set(row: number, terms: Pick<BoundTerms, "elbo" | "klToPosterior"> | undefined): void;
}

const twoDecimals = format(".2f");

/** Returns a table with a row for each name. */
export function qTable(names: readonly string[]): QTable {
  const table = create("table").attr("class", "q-table");
  const head = table.append("thead").append("tr");
  head.append("th").attr("scope", "col").text("q");
  head.append("th").attr("scope", "col").html(`<span data-term="elbo" tabindex="0">ℒ</span>`);
  head
    .append("th")
    .attr("scope", "col")
    .html(`<span data-term="gap" tabindex="0">KL(q ‖ p(z|x))</span>`);
  const body = table.append("tbody");
  const cells = names.map((name) => {
    const row = body.append("tr");
    row.append("th").attr("scope", "row").text(name);
    return [row.append("td"), row.append("td")];
  });
  const element = table.node()!;
  const bounds = names.map((): Parameters<QTable["set"]>[1] => undefined);
  giveData(element, "bounds of some q", () =>
    bounds.flatMap((terms, i) =>
      terms === undefined
        ? []
        : [{q: names[i], bound_nats: terms.elbo, gap_nats: terms.klToPosterior}]
    )
  );
  return {
    element,
    set(row, terms) {
      bounds[row] = terms;
      const numbers = terms === undefined ? [] : [terms.elbo, terms.klToPosterior];
      cells[row].forEach((cell, i) => {
        cell.text(numbers[i] === undefined ? "–" : twoDecimals(numbers[i]));
      });
    }
  };
}
