import type {Json} from "../../state/json.js";
import {brief} from "../../state/json.js";
import {keep} from "../../state/page-state.js";
import {numberIn, oneOf, yesNo} from "../../state/kinds.js";
import type {BoundCurves, BoundCurvesState} from "./figure.js";
import type {Prediction} from "./prediction.js";

/** Bounds that can be drawn, in nats per image. */
const boundKind = numberIn([-10_000, 0], 5);

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepBoundCurves(figure: BoundCurves): void {
  const start = figure.value;
  const {panels, runs} = figure.names;
  const [panelKind, runKind] = [oneOf(panels), oneOf(runs)];

  /** Keeps one part of the state; undefined is as at first. */
  function keepPart<Name extends keyof BoundCurvesState>(
    name: string,
    part: Name,
    toJson: (value: BoundCurvesState[Name]) => Json | undefined,
    fromJson: (json: Json) => BoundCurvesState[Name]
  ): () => void {
    return keep(name, {
      read: () => (figure.value[part] === start[part] ? undefined : toJson(figure.value[part])),
      write(json) {
        const value = json === undefined ? start[part] : fromJson(json);
        figure.value = {...figure.value, [part]: value};
      }
    });
  }

  const rested = [
    keepPart("panel", "panel", panelKind.toJson, panelKind.fromJson),
    keepPart("run", "run", (run) => run && runKind.toJson(run), runKind.fromJson),
    keepPart("shown", "isShown", yesNo.toJson, yesNo.fromJson),
    keepPart("drawn", "drawn", drawnJson, (json) => drawnOf(json, start.drawn.length))
  ];
  figure.addEventListener("input", () => {
    for (const rest of rested) rest();
  });
}

function drawnJson(drawn: Prediction): Json | undefined {
  if (drawn.every((bound) => bound === undefined)) return undefined;
  return drawn.map((bound) => (bound === undefined ? null : boundKind.toJson(bound)));
}

function drawnOf(json: Json, size: number): Prediction {
  if (!Array.isArray(json) || json.length > size) {
    throw new Error(`${brief(json)}, expected a list of ${size} bounds, null where there is none`);
  }
  // A link of when the record was shorter has fewer of them.
  return Array.from({length: size}, (_, i) =>
    (json[i] ?? null) === null ? undefined : boundKind.fromJson(json[i] as Json)
  );
}
