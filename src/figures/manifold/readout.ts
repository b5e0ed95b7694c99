import {create, format} from "d3";
import {giveData} from "../../components/figure-data.js";
import type {Picture} from "../../components/picture.js";
import {picture} from "../../components/picture.js";
import type {Cell, CellPartition} from "./panel.js";

/** What is to be said of a cell. */
interface CellFacts {
  /** Where it is decoded. */
  u: readonly [number, number];
  z: readonly [number, number];
  /** The share of the prior that lies in it. */
  prior: number;
  /** The share of the test codes that do; undefined while they are not known. */
  codes?: number;
}

/** The image of a cell, and the cell in numbers. */
interface CellReadout extends HTMLElement {
  picture: Picture;
  say(facts: CellFacts): void;
}

const pair = (numbers: readonly number[]) => `(${numbers.map(format(".2f")).join(", ")})`;
const percent = format(".2%");

/** Returns a line under a grid of cells, which keeps its height. */
export function cellReadout(): CellReadout {
  const root = create("div").attr("class", "cell-readout").attr("data-readout", "");
  const preview = picture({label: "image decoded in the marked cell"});
  const element = root.node()!;
  element.append(preview);
  const list = root.append("dl");
  const rows = ["u", "z", "of the prior", "of the test codes"].map((name, i) => {
    const row = list.append("div");
    row.append("dt").text(name);
    return row.append("dd").attr("class", ["of-u", "of-z", "of-prior", ""][i]);
  });

  let present: CellFacts | undefined;
  giveData(element, "the marked cell", () =>
    (present?.u ?? []).map((u, i) => ({
      latent: i + 1,
      u,
      z: present!.z[i],
      share_of_prior: present!.prior,
      share_of_codes: present!.codes
    }))
  );

  function say({u, z, prior, codes}: CellFacts): void {
    present = {u, z, prior, codes};
    const texts = [pair(u), pair(z), percent(prior), codes === undefined ? "" : percent(codes)];
    rows.forEach((row, i) => row.text(texts[i]));
  }

  return Object.assign(element, {picture: preview, say});
}

/**
 * Returns what is to be said of a cell.
 *
 * @param mu the codes of a model of two latents, row-major [count, 2]
 */
export function cellFacts(
  {u, z, uEdges, zEdges}: CellPartition,
  {column, row}: Cell,
  mu?: Float32Array
): CellFacts {
  const share = (i: number) => uEdges[i + 1] - uEdges[i];
  return {
    u: [u[column], u[row]],
    z: [z[column], z[row]],
    prior: share(column) * share(row),
    codes: mu && shareInside(mu, zEdges, {column, row})
  };
}

function shareInside(mu: Float32Array, edges: readonly number[], {column, row}: Cell): number {
  const [left, right] = [edges[column], edges[column + 1]];
  const [bottom, top] = [edges[row], edges[row + 1]];
  let inside = 0;
  for (let i = 0; i < mu.length; i += 2) {
    if (mu[i] >= left && mu[i] < right && mu[i + 1] >= bottom && mu[i + 1] < top) ++inside;
  }
  return inside / (mu.length / 2);
}
