import {onColorScheme} from "../../components/color-scheme.js";
import {create} from "d3";
import type {NamedCodes} from "../../components/codes.js";
import {layCodes} from "../../components/codes.js";
import {clamp} from "../../components/drag.js";
import type {Picture} from "../../components/picture.js";
import {picture} from "../../components/picture.js";
import {withValue} from "../../components/with-value.js";
import {brief} from "../../formats/json.js";
import {wholeIn} from "../../state/kinds.js";
import {keep} from "../../state/page-state.js";
import {putValue} from "../../state/put-value.js";
import type {Cell, CellPartition} from "./panel.js";
import {cellPanel} from "./panel.js";

/** An ellipse on the plane. */
export interface PlacedEllipse extends Ellipse {
  /** Its middle, of z. */
  z: readonly [number, number];
}

/** An input of one cell of a grid, which is seen three times: of u, of z, and as an image. */
interface LinkedCells extends HTMLElement {
  /** The cell that is marked in all three. */
  value: Cell;
  /** Where the images of all cells are drawn, as one sheet: the top row is that of the highest u₂. */
  sheet: Picture;
  /** Draws another grid, on a plane of z from −reach to reach, and returns it. */
  show(partition: CellPartition, reach: number): CellPartition;
  /** Lays codes by class on the square, of u, and on the plane, of z; or none. */
  lay(codes: {onSquare: NamedCodes; onPlane: NamedCodes} | undefined): void;
  /** Draws ellipses on the plane. */
  outline(ellipses: readonly PlacedEllipse[]): void;
}

const captions = [
  "The unit square: u",
  "The latent plane: z, in deviations of the prior",
  "The sheet: p(x | z), the mean of each pixel"
];

/** Returns the unit square, the latent plane and a sheet: pointing at a cell in one marks all. */
export function linkedCells(): LinkedCells {
  const root = create("div").attr("class", "linked-cells");
  const element = root.node()!;
  const sheet = picture({label: "sheet of decoded images, one for each cell"});
  let partition: CellPartition | undefined;
  let value: Cell = {column: 0, row: 0};
  let ellipses: readonly PlacedEllipse[] = [];
  let laid: {onSquare: NamedCodes; onPlane: NamedCodes} | undefined;

  const actions = {point: move, step};
  const square = cellPanel({
    ...actions,
    label: "cell of the unit square",
    symbol: "u",
    axes: ["u₁", "u₂"]
  });
  const plane = cellPanel({
    ...actions,
    label: "cell of the latent plane",
    symbol: "z",
    axes: ["z₁", "z₂"]
  });
  const images = cellPanel({...actions, label: "image of the sheet", symbol: "x"});
  images.canvas.replaceWith(sheet);
  [square, plane, images].forEach((panel, i) => {
    const figure = root.append("div").attr("class", "linked-cells-panel");
    figure.append("p").attr("class", "note").text(captions[i]);
    figure.node()!.append(panel.element);
  });
  const names = [square, plane].map(({layer}) => layer.append("g").attr("class", "class-names"));
  const outlines = plane.layer
    .insert("g", ".class-names")
    .attr("class", "outlines")
    .attr("data-term", "metric");

  function move(cell: Cell): void {
    if (cell.column === value.column && cell.row === value.row) return;
    set(cell);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function step(right: number, up: number): void {
    // With Shift a step is a tenth, which is no cell: Home and End go to the ends of a row.
    const [columns, rows] = [right, up].map(
      (steps) => Math.sign(steps) * Math.ceil(Math.abs(steps))
    );
    move(inside({column: value.column + columns, row: value.row + rows}));
  }

  function inside({column, row}: Cell): Cell {
    const range = [0, partition!.z.length - 1] as const;
    return {column: clamp(column, range), row: clamp(row, range)};
  }

  function set(cell: Cell): void {
    value = inside(cell);
    const {u, z} = partition!;
    const pair = (at: number[]) => `${at[value.column].toFixed(2)}, ${at[value.row].toFixed(2)}`;
    const text = `column ${value.column + 1}, row ${value.row + 1} from below: u = (${pair(u)}), z = (${pair(z)})`;
    for (const panel of [square, plane, images]) panel.mark(value, text);
  }

  function show(next: CellPartition, reach: number): CellPartition {
    const before = partition;
    partition = next;
    const n = partition.z.length;
    const others = plane.x.domain()[1] !== reach;
    square.draw(partition.uEdges, [0, 1]);
    plane.draw(partition.zEdges, [-reach, reach]);
    const places = Array.from({length: n + 1}, (_, i) => i);
    images.draw(places, [0, n]);
    if (others) {
      drawCodes();
      outline(ellipses);
    }
    // Among more cells, or fewer, the marked one is that of about the same place.
    const share = before === undefined ? undefined : 1 / before.z.length;
    const scaled = (i: number) => Math.floor((share === undefined ? 0.5 : (i + 0.5) * share) * n);
    set({column: scaled(value.column), row: scaled(value.row)});
    return partition;
  }

  function drawCodes(): void {
    [laid?.onSquare, laid?.onPlane].forEach((codes, i) => {
      const {canvas, x, y} = [square, plane][i];
      layCodes(canvas, names[i], codes, {x, y});
    });
  }

  function lay(codes: typeof laid): void {
    if (codes?.onPlane === laid?.onPlane) return;
    laid = codes;
    drawCodes();
  }

  function outline(next: readonly PlacedEllipse[]): void {
    ellipses = next;
    const unit = plane.x(1) - plane.x(0);
    const marks = outlines.selectAll("ellipse").data(ellipses).join("ellipse");
    marks
      .attr("rx", ({radii}) => radii[0] * unit)
      .attr("ry", ({radii}) => radii[1] * unit)
      .attr(
        "transform",
        ({z, angle}) => `translate(${plane.x(z[0])},${plane.y(z[1])}) rotate(${-angle})`
      );
  }

  onColorScheme(drawCodes);
  return withValue(Object.assign(element, {sheet, show, lay, outline}), {
    get: () => value,
    set
  });
}

/** An ellipse around a point, in units of the plane. */
interface Ellipse {
  /** Half its longer axis, and half its shorter one. */
  radii: [number, number];
  /** The direction of the longer axis, counterclockwise from the first axis, in degrees. */
  angle: number;
}

/**
 * Returns the ellipse vᵀ P v = deviations² of a Gaussian of precision P: the places v that lie so
 * many standard deviations from its mean.
 *
 * @param precision P, symmetric and positive, row-major [2, 2]
 * @param deviations defaults to 1
 */
export function precisionEllipse(precision: ArrayLike<number>, deviations = 1): Ellipse {
  const [a, b, , c] = Array.from(precision);
  const middle = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  // Half the angle of (a − c, 2b) is the direction of the greatest precision, the shorter axis.
  const shorter = Math.atan2(2 * b, a - c) / 2;
  return {
    radii: [deviations / Math.sqrt(middle - spread), deviations / Math.sqrt(middle + spread)],
    angle: (shorter * 180) / Math.PI + 90
  };
}

/** Keeps which of n × n cells is marked, as its column and row, in the page’s address. */
export function keepCell(cells: LinkedCells, n: number): void {
  const inside = wholeIn([0, n - 1]);
  const middle = Math.floor(n / 2);
  const rested = keep("cell", {
    read() {
      const {column, row} = cells.value;
      return column === middle && row === middle ? undefined : [column, row];
    },
    write(json = [middle, middle]) {
      if (!Array.isArray(json) || json.length !== 2) {
        throw new Error(`${brief(json)}, expected a column and a row`);
      }
      putValue(cells, {column: inside.fromJson(json[0]), row: inside.fromJson(json[1])});
    }
  });
  cells.addEventListener("input", rested);
}
