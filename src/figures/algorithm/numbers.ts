import {create, format} from "d3";
import {giveData} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import type {TinyImage} from "../../math/tiny-vae.js";
import {tinyDecoded, tinyNames, tinyQ} from "../../math/tiny-vae.js";
import type {AlgorithmMoment} from "./run.js";

/** A table of numbers, which are written as the lines are run. */
interface NumberTable extends HTMLElement {
  show(moment: AlgorithmMoment): void;
}

const threePlaces = format(".3f");
const twoPlaces = format(".2f");
const nats = informationFormat(".2f");

/** A column of the draws: its head, the line from which it is known, and its number. */
interface Column {
  head: string;
  className: string;
  from: number;
  of: (row: DrawRow) => string;
}

/** All that is known of one draw of one image. */
interface DrawRow {
  image: number;
  draw: number;
  x: TinyImage;
  mu: number;
  sigma: number;
  epsilon: number;
  z: number;
  decoded: readonly [number, number];
  logLikelihood: number;
  estimate: number;
}

const pair = ([a, b]: readonly [number, number]) => `${twoPlaces(a)}, ${twoPlaces(b)}`;
const columns: readonly Column[] = [
  {head: "image", className: "", from: 1, of: ({image}) => String(image)},
  {head: "x", className: "of-x", from: 1, of: ({x}) => pair(x)},
  {head: "ε", className: "of-epsilon", from: 2, of: ({epsilon}) => twoPlaces(epsilon)},
  {head: "μ", className: "of-q", from: 3, of: ({mu}) => twoPlaces(mu)},
  {head: "σ", className: "of-q", from: 3, of: ({sigma}) => twoPlaces(sigma)},
  {head: "z", className: "of-z", from: 3, of: ({z}) => twoPlaces(z)},
  {head: "decoded", className: "of-z", from: 4, of: ({decoded}) => pair(decoded)},
  {head: "log p(x|z)", className: "", from: 4, of: (row) => nats(row.logLikelihood)},
  {head: "estimate", className: "", from: 4, of: ({estimate}) => nats(estimate)}
];

/** Returns the table of the draws: a row for each draw of each image of the minibatch. */
export function drawsTable(data: readonly TinyImage[]): NumberTable {
  const table = create("table").attr("class", "algorithm-draws");
  const head = table.append("thead").append("tr");
  for (const {head: text, className} of columns) {
    head.append("th").attr("scope", "col").attr("class", className).text(text);
  }
  const body = table.append("tbody");
  let rows: DrawRow[] = [];

  function show({line, parameters, step}: AlgorithmMoment): void {
    rows = step.draws.flatMap(({epsilon, z, f}, i) => {
      const x = data[step.minibatch[i]];
      const {mu, sigma} = tinyQ(parameters, x);
      return Array.from(z, (value, l) => ({
        image: i + 1,
        draw: l + 1,
        x,
        mu: mu[0],
        sigma: sigma[0],
        epsilon: epsilon[l],
        z: value,
        decoded: tinyDecoded(parameters, value),
        logLikelihood: f[l],
        estimate: step.estimates[i][l]
      }));
    });
    const lines = body.selectAll("tr").data(rows).join("tr");
    const cells = lines.selectAll("td").data((row) => columns.map((column) => ({column, row})));
    cells
      .join("td")
      .attr("class", ({column}) => column.className)
      .classed("now", ({column}) => column.from === line)
      .text(({column, row}) => (line >= column.from ? column.of(row) : "·"));
  }

  giveData(table.node()!, "the draws", () =>
    rows.map(({x, decoded, logLikelihood, ...row}) => ({
      ...row,
      x_1: x[0],
      x_2: x[1],
      decoded_1: decoded[0],
      decoded_2: decoded[1],
      log_likelihood_nats: logLikelihood,
      estimate_nats: row.estimate
    }))
  );
  return Object.assign(table.node()!, {show});
}

const titles: Record<(typeof tinyNames)[number], string> = {
  w1: "w₁",
  w2: "w₂",
  b1: "b₁",
  b2: "b₂",
  a1: "a₁",
  a2: "a₂",
  c: "c",
  rho: "log σ"
};

/** Returns the table of the parameters: what they are, their gradient, and what they become. */
export function parametersTable(): NumberTable {
  const table = create("table").attr("class", "algorithm-parameters");
  const head = table.append("thead").append("tr");
  head.append("td");
  for (const name of tinyNames) {
    const isEncoder = tinyNames.indexOf(name) >= 4;
    head.append("th").attr("scope", "col").classed("of-q", isEncoder).text(titles[name]);
  }
  const rowOf = (name: string) => {
    const row = table.append("tr");
    row.append("th").attr("scope", "row").text(name);
    return tinyNames.map(() => row.append("td"));
  };
  const [before, gradient, after] = ["θ, φ", "gradient", "new θ, φ"].map(rowOf);
  let present: AlgorithmMoment | undefined;

  function show(moment: AlgorithmMoment): void {
    present = moment;
    const {line, parameters, step} = moment;
    tinyNames.forEach((name, i) => {
      before[i].text(threePlaces(parameters[name]));
      gradient[i]
        .text(line >= 5 ? threePlaces(step.gradient[name]) : "·")
        .classed("now", line === 5);
      after[i].text(line >= 6 ? threePlaces(step.next[name]) : "·").classed("now", line === 6);
    });
  }

  giveData(table.node()!, "the parameters", () =>
    tinyNames.map((name) => ({
      parameter: name,
      value: present?.parameters[name],
      gradient: present?.step.gradient[name],
      next: present?.step.next[name]
    }))
  );
  return Object.assign(table.node()!, {show});
}
