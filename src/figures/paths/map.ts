import {format, line as curve, pointer} from "d3";
import type {Mark} from "../../components/axes.js";
import {svgMark} from "../../components/axes.js";
import type {NamedCodes} from "../../components/codes.js";
import {nameClasses} from "../../components/codes.js";
import {densityBands} from "../../components/density.js";
import {clamp, draggable} from "../../components/drag.js";
import {posteriorMap} from "../../components/posterior-map.js";
import type {PlanePoint} from "../../math/surface.js";
import type {Ends, SpeedField, TwoPaths} from "./session.js";

/** The latent plane with two ends to move, and the paths between them. */
interface PathsMap {
  element: HTMLElement;
  /** Shows how fast the image changes over a plane from −reach to reach, and where the classes are. */
  open(field: SpeedField, codes: NamedCodes, reach: number): void;
  /** Draws the ends and the line between them, and says nothing. */
  place(ends: Ends): void;
  /** Draws the shortest path, or none while it is not known. */
  show(paths: TwoPaths | undefined): void;
}

/** What the map tells. */
interface PathsMapOptions {
  /** Is called while an end is moved. */
  move: (ends: Ends) => void;
  /** Is called when it rests. */
  rest: () => void;
}

const BANDS = 9; // shades of the speed
const KEY_STEP = 0.05; // of z
const names = {from: "the first end", to: "the second end"} as const;
const twoDigits = format(".2f");

/** Returns a map without a model as yet. */
export function pathsMap({move, rest}: PathsMapOptions): PathsMap {
  const map = posteriorMap({side: 470, name: "the latent plane with two paths", redraw: draw});
  map.element.classList.add("paths-map");
  const {svg, inside, field, x, y} = map;
  const speeds = inside.append("g").attr("class", "paths-speed");
  const classes = inside.append("g").attr("class", "class-names").attr("aria-hidden", "true");
  const straight = inside.append("path").attr("class", "paths-line");
  const shortest = inside.append("path").attr("class", "paths-shortest");
  const marks = {from: endMark("from"), to: endMark("to")};
  let opened: {field: SpeedField; codes: NamedCodes; reach: number} | undefined;
  let ends: Ends | undefined;
  let paths: TwoPaths | undefined;

  function endMark(end: keyof Ends): Mark {
    const mark = svgMark(svg, "z").attr("role", "slider").attr("data-mark", end);
    mark.attr("aria-roledescription", "point in two dimensions").attr("aria-label", names[end]);
    mark.attr("visibility", "hidden");
    draggable(mark.node()!, {
      drag: (px, py) => moveTo(end, [x.invert(px), y.invert(py)]),
      key(right, up) {
        const [across, level] = ends![end];
        moveTo(end, [across + KEY_STEP * finite(right), level + KEY_STEP * finite(up)]);
      }
    });
    mark.on("lostpointercapture keyup", rest);
    return mark;
  }

  function moveTo(end: keyof Ends, [across, up]: PlanePoint): void {
    const range = [-opened!.reach, opened!.reach] as const;
    const next = {...ends!, [end]: [clamp(across, range), clamp(up, range)] as const};
    place(next);
    move(next);
  }

  field.addEventListener("click", (event) => {
    if (ends === undefined || opened === undefined) return;
    const [px, py] = pointer(event, svg.node());
    const away = ([across, up]: PlanePoint) => Math.hypot(x(across) - px, y(up) - py);
    moveTo(away(ends.from) <= away(ends.to) ? "from" : "to", [x.invert(px), y.invert(py)]);
    rest();
  });

  function draw(): void {
    if (opened !== undefined) {
      const {
        field: {speeds: values, side},
        codes,
        reach
      } = opened;
      const fastest = Math.max(...values);
      const thresholds = Array.from({length: BANDS}, (_, i) => fastest * ((i + 1) / (BANDS + 1)));
      const box = [-reach, reach, -reach, reach] as const;
      densityBands(speeds, {values, columns: side, rows: side, box}, thresholds, {x, y});
      nameClasses(classes, codes, {axes: [0, 1], shown: new Set(codes.classes.keys()), x, y});
    }
    if (ends === undefined) return;
    for (const end of ["from", "to"] as const) {
      const [across, up] = ends[end];
      marks[end]
        .attr("visibility", "visible")
        .attr("transform", `translate(${x(across)},${y(up)})`)
        .attr("aria-valuenow", across)
        .attr("aria-valuetext", `z = (${twoDigits(across)}, ${twoDigits(up)})`);
    }
    straight.attr("d", way([...ends.from, ...ends.to]));
    shortest.attr("d", paths === undefined ? null : way(paths.shortest.z));
  }

  function way(z: ArrayLike<number>): string | null {
    const points = Array.from({length: z.length / 2}, (_, i) => [z[2 * i], z[2 * i + 1]] as const);
    return curve<PlanePoint>(
      ([across]) => x(across),
      ([, up]) => y(up)
    )(points);
  }

  function place(next: Ends): void {
    ends = next;
    draw();
  }

  return {
    element: map.element,
    open(nextField, codes, reach) {
      opened = {field: nextField, codes, reach};
      map.look([-reach, reach, -reach, reach]);
    },
    place,
    show(next) {
      paths = next;
      draw();
    }
  };
}

/** Returns the steps of a key as they are taken here: Home and End, all the way, are of no use. */
function finite(steps: number): number {
  return Number.isFinite(steps) ? steps : 0;
}
