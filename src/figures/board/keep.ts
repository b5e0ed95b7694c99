import type {Checkbox, Choice} from "../../components/choice.js";
import {brief} from "../../formats/json.js";
import {keepInput} from "../../state/keep.js";
import {numbersIn, oneOf, yesNo} from "../../state/kinds.js";
import {keep} from "../../state/page-state.js";
import type {LatentView} from "./latent-view.js";
import type {BoardView} from "./views.js";
import {crowded, resolutions, sliderRange, wideRange} from "./views.js";

/** The inputs of the board beside its sliders. */
export interface BoardInputs {
  resolution: Choice<number>;
  /** Whether sheets are shown large. */
  enlarge: Checkbox;
  reach: Choice<readonly [number, number]>;
  codes: Checkbox;
  /** Whether the square is shaded by q(z)/p(z). */
  ratio: Checkbox;
}

type View = LatentView<BoardView>;

/** Keeps the board in the page’s address, and returns what says which view was touched last. */
export function keepBoard(views: readonly View[], inputs: BoardInputs): () => View {
  const {resolution, enlarge, reach, codes, ratio} = inputs;
  let touched = views[0]!;
  // The codes are the reason to widen the sliders’ range: they are what lies out there.
  const codesAtFirst = () => reach.value === wideRange;
  reach.addEventListener("input", () => {
    if (codesAtFirst()) codes.setValue(true);
  });
  // In a small sheet of many images nobody would see what they are of.
  const enlargedAtFirst = () => resolution.value >= crowded;
  resolution.addEventListener("input", () => {
    if (enlargedAtFirst()) enlarge.setValue(true);
  });
  keepInput("reach", reach, oneOf([sliderRange, wideRange]));
  keepInput("resolution", resolution, oneOf(resolutions));
  keepInput("ratio", ratio, yesNo);
  for (const view of views) {
    keepInput(view.id, view.sliders, numbersIn(view.start.length, wideRange), {
      set: (u) => placeSliders(view, u)
    });
    view.sliders.addEventListener("input", () => (touched = view));
  }
  keepFollower("codes", codes, codesAtFirst);
  keepFollower("enlarge", enlarge, enlargedAtFirst);
  keepTouched(views, () => touched);
  return () => touched;
}

/** Keeps a checkbox that another input checks along with itself: a link holds what differs from that. */
function keepFollower(name: string, box: Checkbox, atFirst: () => boolean): void {
  const rested = keep(name, {
    read: () => (box.value === atFirst() ? undefined : box.value),
    write(json) {
      if (json !== undefined && typeof json !== "boolean") {
        throw new Error(`${brief(json)}, expected true or false`);
      }
      box.setValue(json ?? atFirst());
    }
  });
  box.addEventListener("input", rested);
}

/** Moves sliders; those that are to go beyond the reach of now get the wider one first. */
export function placeSliders({sliders}: Pick<View, "sliders">, u: readonly number[]): void {
  const [low, high] = sliders.range;
  if (u.some((ui) => ui < low || ui > high)) sliders.range = wideRange;
  sliders.setValue(u);
}

/** Keeps which slider was touched last, as the name of its view and its number. */
function keepTouched(views: readonly View[], touched: () => View): void {
  const all = views.flatMap((view) => view.start.map((_, slider) => ({view, slider})));
  const nameOf = ({view, slider}: (typeof all)[number]) => `${view.id}:${slider + 1}`;
  const kind = oneOf(all.map(nameOf));
  keep("touched", {
    read() {
      const name = nameOf({view: touched(), slider: touched().sliders.touched});
      return name === nameOf(all[0]!) ? undefined : name;
    },
    write(json) {
      const name = json === undefined ? nameOf(all[0]!) : kind.fromJson(json);
      const {view, slider} = all.find((one) => nameOf(one) === name)!;
      view.sliders.touched = slider;
      view.sliders.dispatchEvent(new Event("input", {bubbles: true}));
    }
  });
}
