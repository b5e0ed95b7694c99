import {create} from "d3";

/**
 * Returns links to the same page with each engine, “a, b or c”. They are made here because the
 * build takes a bare query for an address that does not exist.
 *
 * @param names at least two
 */
export function engineLinks(names: readonly string[]): HTMLSpanElement {
  const span = create("span").node()!;
  for (const [i, name] of names.entries()) {
    if (i > 0) span.append(i < names.length - 1 ? ", " : " or ");
    span.append(create("a").attr("href", `?engine=${name}`).text(name).node()!);
  }
  return span;
}
