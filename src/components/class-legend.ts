import {create} from "d3";

/** An input of the set of classes that are shown. */
export interface ClassLegend extends HTMLElement {
  /** Which classes are shown, by number. */
  readonly value: ReadonlySet<number>;
  /** Starts again with other classes, all shown. */
  name(classes: readonly string[]): void;
}

/** Returns a button for each class, which shows and hides it; the color of class i is --class-i. */
export function classLegend(): ClassLegend {
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
      .on("click", function (_event, text) {
        const i = classes.indexOf(text);
        if (!shown.delete(i)) shown.add(i);
        this.setAttribute("aria-pressed", String(shown.has(i)));
        element.dispatchEvent(new Event("input", {bubbles: true}));
      });
  }

  return Object.defineProperty(Object.assign(element, {name}), "value", {
    get: () => shown
  }) as unknown as ClassLegend;
}
