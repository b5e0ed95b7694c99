import {create, pointer} from "d3";
import {newest} from "../async/newest.js";
import {axisChoice} from "./axis-choice.js";
import {classLegend} from "./class-legend.js";
import type {Axes} from "./codes.js";
import {clamp, draggable} from "./drag.js";
import {codeRows, giveData, pointRows} from "./figure-data.js";
import {failureNote} from "./notice.js";
import {placeText, planeSide} from "./plane-side.js";
import type {PlaneModel} from "./plane.js";
import {planeStage} from "./plane.js";

/** An input of one z; its input event says that the reader has moved the mark. */
export interface LatentPlane extends HTMLElement {
  /** The place of the mark, one z for each latent. */
  readonly value: number[];
  /** The least and the greatest z of a slider, drawn as a box. */
  reach: readonly [number, number];
  /**
   * Lets the mark follow the sliders; undefined is a latent without one, which stays. If the
   * model is another than before, shows that one, on these axes.
   */
  show(model: PlaneModel, z: readonly (number | undefined)[], axes: Axes): void;
  /** Shows no model, and says why. */
  fail(error: unknown): void;
}

const keyboardStep = 0.05; // standard deviations of the prior
const tolerance = 1e-3; // of z: a slider rounds

/**
 * Returns the plane of two latents: pointing at a place decodes it; a click, a drag and the arrow
 * keys also move the mark. Latents that are not on an axis stay where they are.
 *
 * @param reach where the sliders reach at first; the mark may go beyond, and says so
 */
export function latentPlane(reach: readonly [number, number]): LatentPlane {
  const [stage, legend, axes] = [planeStage(), classLegend(), axisChoice()];
  const {element: side, preview, say} = planeSide(axes);
  const root = create("div").attr("class", "plane");
  const element = root.node()!;
  const failure = failureNote();
  element.append(stage.element, side, legend, failure);

  let model: PlaneModel | undefined;
  let value: number[] = [];
  const decode = newest(
    (z: number[]) => model!.decode(z),
    (pixels) => preview.draw(pixels, model?.width ?? 28),
    preview.fail
  );

  function look(z: number[], where: string): void {
    const inside = z.every((zi) => Math.abs(zi - clamp(zi, reach)) < tolerance);
    const standing = inside ? where : `${where}, beyond the box that sliders reach`;
    say(z, [standing, model?.remark].filter(Boolean).join(". "));
    decode(z);
  }

  function place(): void {
    const [across, up] = axes.value.map((axis) => value[axis]);
    stage.mark.attr("transform", `translate(${stage.x(across)},${stage.y(up)})`);
    stage.mark.attr("aria-valuenow", across);
    stage.mark.attr("aria-valuetext", axes.value.map((i) => placeText(value[i], i)).join(", "));
    look(value, "at the mark");
  }

  function redraw(): void {
    if (model === undefined) return;
    failure.hidden = true;
    stage.draw(model, axes.value, legend.value, reach);
    const [low, high] = stage.x.domain();
    stage.mark.attr("role", "slider").attr("aria-roledescription", "place in two dimensions");
    stage.mark.attr("aria-valuemin", low).attr("aria-valuemax", high);
    place();
  }

  function show(next: PlaneModel, z: readonly (number | undefined)[], pair: Axes): void {
    if (next !== model) {
      model = next;
      value = z.map((zi) => zi ?? 0);
      axes.size(model.latentSize);
      axes.value = pair;
      legend.name(model.classes);
      stage.mark.attr("aria-label", `place in the latent plane of ${model.title}`);
      redraw();
    } else {
      const follows = (zi = value[0], i: number) =>
        Math.abs(clamp(value[i], reach) - zi) < tolerance;
      // The sliders stop at the box; the mark stays beyond it, where the reader has put it.
      if (!z.every(follows)) value = z.map((zi, i) => zi ?? value[i]);
      place();
    }
  }

  function at(across: number, up: number): number[] {
    const bound = stage.x.domain() as [number, number];
    return value.with(axes.value[0], clamp(across, bound)).with(axes.value[1], clamp(up, bound));
  }

  function fail(error: unknown): void {
    model = undefined;
    failure.fail(error);
  }

  function move(z: number[]): void {
    if (model === undefined) return;
    value = z;
    place();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  draggable(stage.mark.node()!, {
    field: stage.field,
    drag: (px, py) => move(at(stage.x.invert(px), stage.y.invert(py))),
    key(right, up) {
      const [across, along] = axes.value.map((axis) => value[axis]);
      move(at(across + keyboardStep * right, along + keyboardStep * up));
    }
  });
  stage.field.addEventListener("pointermove", (event) => {
    if (model === undefined || event.buttons !== 0) return;
    const [px, py] = pointer(event, stage.field);
    look(at(stage.x.invert(px), stage.y.invert(py)), "under the pointer");
  });
  stage.field.addEventListener("pointerleave", () => model && look(value, "at the mark"));
  axes.addEventListener("input", redraw);
  legend.addEventListener("input", redraw);
  // The inputs inside are our own business: only the mark is the value of the plane.
  for (const inner of [axes, legend]) {
    inner.addEventListener("input", (event) => event.stopPropagation());
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  giveData(element, "the mark", () => pointRows(value, "z", value.length || 1));
  giveData(element, "test codes", () => codeRows(model?.mu, model));

  function setReach(next: readonly [number, number]): void {
    reach = next;
    redraw();
  }

  return Object.defineProperties(Object.assign(element, {show, fail}), {
    value: {get: () => value},
    reach: {get: () => reach, set: setReach}
  }) as unknown as LatentPlane;
}
