import {onColorScheme} from "../../components/color-scheme.js";
import {create, format, pointer} from "d3";
import {newest} from "../../async/newest.js";
import {latentName} from "../../components/axes.js";
import type {Axes} from "../../components/codes.js";
import {clamp, draggable} from "../../components/drag.js";
import {codeRows, giveData, pointRows} from "../../components/figure-data.js";
import {failureNote} from "../../components/notice.js";
import type {Picture} from "../../components/picture.js";
import {picture} from "../../components/picture.js";
import type {CodeCloud, PlaneModel} from "../../components/plane.js";
import {planeStage} from "../../components/plane.js";
import {withValue} from "../../components/with-value.js";

/** An input of one z; its input event says that the reader has moved the mark. */
interface LatentPlane extends HTMLElement {
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
  const {element: side, preview, say} = planeColumn(axes);
  const root = create("div").attr("class", "plane");
  const element = root.node()!;
  const failure = failureNote();
  element.append(stage.element, side, legend, failure);

  let model: PlaneModel | undefined;
  let value: number[] = [];
  const decode = newest(
    (z: number[]) => model!.decode(z),
    (pixels) => preview.draw(pixels, model?.width ?? 28, model?.channels),
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

  function fail(...said: Parameters<typeof failure.fail>): void {
    model = undefined;
    failure.fail(...said);
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
  onColorScheme(redraw);

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

/** An input of two different latents, for the axes of a plane. */
interface AxisChoice extends HTMLElement {
  /** The axes; setting them moves the choice and says nothing. */
  value: Axes;
  /** Sets how many latents there are to choose from; with two there is no choice to show. */
  size(latentSize: number): void;
}

/** Returns one menu for each axis. Choosing the other axis’s latent swaps the two. */
function axisChoice(): AxisChoice {
  const group = create("div").attr("class", "axes");
  const element = group.node()!;
  let value: Axes = [0, 1];
  const menus = ["across", "up"].map((direction, axis) => {
    const label = group.append("label").text(`${direction} `);
    const menu = label.append("select");
    menu.on("input", function (event: Event) {
      event.stopPropagation();
      const chosen = Number(this.value);
      const other = value[1 - axis] === chosen ? value[axis] : value[1 - axis];
      set(axis === 0 ? [chosen, other] : [other, chosen]);
      element.dispatchEvent(new Event("input", {bubbles: true}));
    });
    return menu;
  });

  function size(latentSize: number): void {
    for (const menu of menus) {
      const options = menu.selectAll("option").data(Array.from({length: latentSize}, (_, i) => i));
      options
        .join("option")
        .attr("value", String)
        .text((latent) => latentName("z", latent));
    }
    // It keeps its place when there is nothing to choose, so that nothing jumps.
    group.style("visibility", latentSize > 2 ? "visible" : "hidden");
  }

  function set(axes: Axes): void {
    value = axes;
    menus.forEach((menu, axis) => menu.property("value", String(axes[axis])));
  }

  size(2);
  set(value);
  return withValue(Object.assign(element, {size}), {
    get: () => value,
    set
  });
}

/** An input of the set of classes that are shown. */
interface ClassLegend extends HTMLElement {
  /** Which classes are shown, by number. */
  readonly value: ReadonlySet<number>;
  /** Starts again with other classes, all shown. */
  name(classes: readonly string[]): void;
}

/** Returns a button for each class, which shows and hides it; the color of class i is --class-i. */
function classLegend(): ClassLegend {
  const group = create("div").attr("class", "legend").attr("role", "group");
  group.attr("aria-label", "classes that are shown");
  const element = group.node()!;
  let shown = new Set<number>();

  function name(classes: readonly string[]): void {
    shown = new Set(classes.keys());
    const buttons = group
      .selectAll<HTMLButtonElement, string>("button")
      .data(classes)
      .join("button");
    buttons
      .attr("type", "button")
      .attr("aria-pressed", "true")
      .style("--class", (_, i) => `var(--class-${i})`)
      .text((text) => text)
      .each(function () {
        this.prepend(create("span").attr("class", "key").node()!);
      })
      .on("click", function (_event, text) {
        const i = classes.indexOf(text);
        if (!shown.delete(i)) shown.add(i);
        this.setAttribute("aria-pressed", String(shown.has(i)));
        element.dispatchEvent(new Event("input", {bubbles: true}));
      });
  }

  return withValue(Object.assign(element, {name}), {
    get: () => shown
  });
}

/** What stands beside a latent plane: the image decoded at a place, the place, and its inputs. */
interface PlaneSide {
  element: HTMLElement;
  /** The image. */
  preview: Picture;
  /** Writes a place in numbers, and a remark on it. */
  say(z: readonly number[], remark: string): void;
}

const twoDecimals = format(".2f");

/** Returns the column beside a plane; the inputs stand below the image, in order. */
function planeColumn(...inputs: HTMLElement[]): PlaneSide {
  const preview = picture({label: "image decoded at the place pointed at in the plane"});
  const side = create("div").attr("class", "plane-side");
  side.append(() => preview);
  const place = side.append("p").attr("class", "place");
  const note = side.append("p").attr("class", "note");
  const element = side.node()!;
  element.append(...inputs);

  function say(z: readonly number[], remark: string): void {
    const coordinates = place.selectAll("span").data(z).join("span").attr("class", "of-z");
    coordinates.text((zi, i) => placeText(zi, i));
    note.text(remark);
  }

  return {element, preview, say};
}

/** Returns one coordinate in words, such as z₁ = −0.52. */
function placeText(z: number, latent: number): string {
  return `${latentName("z", latent)} = ${twoDecimals(z)}`;
}

/** How many of the codes of one class lie within the reach of the sliders. */
interface CodesInside {
  /** The name of the class. */
  name: string;
  /** All of its codes. */
  codes: number;
  /** Those with every coordinate within the reach. */
  inside: number;
}

/**
 * Returns how many codes of each class the sliders can reach.
 *
 * @param reach the least and the greatest z of a slider
 */
export function codesInside(
  {mu, labels, latentSize, classes}: CodeCloud,
  [low, high]: readonly number[]
): CodesInside[] {
  const counts = classes.map((name) => ({name, codes: 0, inside: 0}));
  labels.forEach((label, i) => {
    const code = mu.subarray(i * latentSize, (i + 1) * latentSize);
    counts[label].codes += 1;
    if (code.every((z) => z >= low && z <= high)) counts[label].inside += 1;
  });
  return counts;
}
