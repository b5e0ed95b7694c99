import {create} from "d3";
import {newestNext} from "../../async/newest.js";
import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {Choice} from "../../components/choice.js";
import {choice, fieldSelect} from "../../components/choice.js";
import type {NamedCodes} from "../../components/codes.js";
import {classMedians} from "../../components/codes.js";
import {planeExtent} from "../../components/plane.js";
import {withValue} from "../../components/with-value.js";
import type {Decoder} from "../../engine/decoder.js";
import {permutation, randomSource} from "../../math/random.js";
import type {PlanePoint} from "../../math/surface.js";
import type {PlaneModelId} from "../../shipped/model-ids.js";
import {keepInput} from "../../state/keep.js";
import {numbersIn, oneOf} from "../../state/kinds.js";
import {keep} from "../../state/page-state.js";
import {putValue} from "../../state/put-value.js";
import {pathsMap} from "./map.js";
import type {Ends, PathsSession} from "./session.js";
import {firstClasses} from "./session.js";
import {pathsSide} from "./side.js";

/** A shipped model, or the reader’s own. */
type PathsModelId = PlaneModelId | "own";

/** A model as the figure takes it. */
interface PathsModel {
  id: PathsModelId;
  decoder: Decoder;
  codes: NamedCodes;
}

/** The figure of the ways from one image to another. */
interface PathsFigure extends HTMLElement {
  inputs: {model: Choice<PathsModelId>};
  /** Where the reader has put the ends; undefined where they are the first ones of the model. */
  value: Ends | undefined;
  /** Opens a model; resolves once its plane is seen. */
  open(model: PathsModel): Promise<void>;
  /** Goes from the middle of one class to that of another, by their labels. */
  between(model: PlaneModelId, classes: readonly [from: number, to: number]): void;
  /** Goes from one test image to another, both drawn anew. */
  reseed(): void;
  reset(): void;
  /** Says in the figure’s place what went wrong. */
  fail(error: unknown): void;
}

/** What a menu says of an end that is in the middle of no class. */
const BY_HAND = "another place";
/** The ends where a model came without codes, or without classes of them. */
const ENDS_OF_NO_CLASSES: Ends = {from: [-1, 0], to: [1, 0]};
/** So far from where it was an end may be that a link has brought back. */
const ROUNDING = 0.001;

/** Returns the figure, without a model as yet. */
export function pathsFigure(): PathsFigure {
  const root = create("div").attr("class", "map-figure paths").attr("data-waiting", "");
  const model = choice<PathsModelId>(
    [
      ["MNIST", "mnist-2d"],
      ["Fashion-MNIST", "fashion-2d"],
      ["your own", "own"]
    ],
    "data set of the paths"
  );
  const controls = root.append("div").attr("class", "paths-controls");
  controls.append(() => model);
  const menuPlace = controls.append("div").attr("class", "paths-menus").node()!;
  const map = pathsMap({move: set, rest: tell});
  root.append(() => map.element);
  const side = pathsSide();
  root.append(() => side);
  const workers: AskedWorker<PathsSession>[] = [];
  let opened: (PathsModel & {medians: PlanePoint[]}) | undefined;
  let menus = endMenus([]);
  let value: Ends | undefined;
  let wished: readonly [from: number, to: number] | undefined;
  let seed = 0;
  menuPlace.append(...Object.values(menus));

  /** Returns the worker, which starts with the first model. */
  function asked(): AskedWorker<PathsSession> {
    if (workers.length === 0) {
      const worker = new Worker(import.meta.resolve("./worker.js"), {type: "module"});
      const failure = "the paths cannot be computed until the page is reloaded";
      workers.push(askedWorker<PathsSession>(worker, failure));
    }
    return workers[0];
  }

  const compute = newestNext(async (ends: Ends) => {
    const paths = await asked().ask({type: "paths", ...ends});
    map.show(paths);
    side.show(paths, opened!.decoder);
    delete root.node()!.dataset.waiting;
  }, side.fail);

  function betweenMiddles([from, to]: readonly [number, number]): Ends {
    return {from: opened!.medians[from], to: opened!.medians[to]};
  }

  function endMenus(classes: readonly string[]) {
    const make = (end: keyof Ends) => {
      const menu = fieldSelect(end, [...classes, BY_HAND]);
      menu.addEventListener("input", (event) => {
        event.stopPropagation(); // the figure itself tells of its ends
        const median = opened!.medians[classes.indexOf(menu.value)];
        if (median !== undefined) choose({...present(), [end]: median});
      });
      return menu;
    };
    return {from: make("from"), to: make("to")};
  }

  function present(): Ends {
    return value ?? firstEnds(opened!);
  }

  function set(ends: Ends | undefined): void {
    value = ends;
    if (opened === undefined) return;
    const {codes, medians} = opened;
    const shown = present();
    map.place(shown);
    for (const end of ["from", "to"] as const) {
      const isHere = (at: PlanePoint) =>
        at.every((z, axis) => Math.abs(z - shown[end][axis]) < ROUNDING);
      const label = medians.findIndex(isHere);
      menus[end].value = codes.classes[label] ?? BY_HAND;
    }
    compute(shown);
  }

  function tell(): void {
    root.node()!.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function choose(ends: Ends | undefined): void {
    set(ends);
    tell();
  }

  async function open(next: PathsModel): Promise<void> {
    opened = undefined;
    const {decoder, codes} = next;
    if (decoder.portable === undefined) {
      throw new Error("the paths are computed for networks of dense layers; choose another model");
    }
    const reach = planeExtent(codes.codes);
    const {portable: network, width, channels} = decoder;
    const field = await asked().ask({type: "open", network, width, channels, reach});
    const size = {latentSize: 2, classCount: codes.classes.length, axes: [0, 1] as const};
    const medians = classMedians(codes.codes, codes.labels, size);
    opened = {...next, medians};
    menus = endMenus(codes.classes);
    menuPlace.replaceChildren(...Object.values(menus));
    map.show(undefined);
    map.open(field, codes, reach);
    const ends = wished === undefined ? value : betweenMiddles(wished);
    const isWished = wished !== undefined;
    wished = undefined;
    set(ends);
    if (isWished) tell();
  }

  const methods = {
    inputs: {model},
    open,
    between(id: PlaneModelId, classes: readonly [number, number]): void {
      if (opened?.id === id) return choose(betweenMiddles(classes));
      wished = classes; // once the model is there
      putValue(model, id);
    },
    reseed(): void {
      if (opened === undefined) return;
      const {codes, labels} = opened.codes;
      const [from, to] = permutation(randomSource((seed += 1)), labels.length);
      const at = (image: number): PlanePoint => [codes[2 * image], codes[2 * image + 1]];
      choose({from: at(from), to: at(to)});
    },
    reset(): void {
      choose(undefined);
      putValue(model, "mnist-2d");
    },
    fail: side.fail
  };
  return withValue(Object.assign(root.node()!, methods), {get: () => value, set});
}

/** Returns where a model’s paths begin and end at first: in the middles of two classes, if it has two. */
function firstEnds({id, medians}: {id: PathsModelId; medians: readonly PlanePoint[]}): Ends {
  const pair =
    id === "own"
      ? medians.filter((z) => z.every(Number.isFinite))
      : firstClasses[id].map((label) => medians[label]);
  const [from, to] = pair;
  return from === undefined || to === undefined ? ENDS_OF_NO_CLASSES : {from, to};
}

/** Keeps the figure in the page’s address. */
export function keepPaths(figure: PathsFigure): void {
  const {model} = figure.inputs;
  const isShared = () => model.value !== "own"; // one’s own is in this browser alone
  keepInput("paths-model", model, oneOf<PathsModelId>(["mnist-2d", "fashion-2d"]), {
    when: isShared
  });
  const numbers = numbersIn(4, [-6, 6]);
  const rested = keep("paths", {
    read: () =>
      figure.value === undefined
        ? undefined
        : numbers.toJson([...figure.value.from, ...figure.value.to]),
    write(json) {
      if (json === undefined) figure.value = undefined;
      else {
        const [a, b, c, d] = numbers.fromJson(json);
        figure.value = {from: [a, b], to: [c, d]};
      }
    }
  });
  figure.addEventListener("input", rested);
}
