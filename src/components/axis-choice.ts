import {create} from "d3";
import {latentName} from "./axes.js";
import type {Axes} from "./codes.js";

/** An input of two different latents, for the axes of a plane. */
export interface AxisChoice extends HTMLElement {
  /** The axes; setting them moves the choice and says nothing. */
  value: Axes;
  /** Sets how many latents there are to choose from; with two there is no choice to show. */
  size(latentSize: number): void;
}

/** Returns one menu for each axis. Choosing the other axis’s latent swaps the two. */
export function axisChoice(): AxisChoice {
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
  return Object.defineProperty(Object.assign(element, {size}), "value", {
    get: () => value,
    set
  }) as unknown as AxisChoice;
}
