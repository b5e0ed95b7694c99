import {create} from "d3";

/** A menu of values; its input event says that the reader has chosen one. */
export interface FieldSelect<Value> extends HTMLLabelElement {
  /** What is chosen; setting it says nothing, and adds it to the menu if it is not in it. */
  value: Value;
}

/**
 * Returns a menu with its name above it; the first value is chosen.
 *
 * @param text how a value is written
 */
export function fieldSelect<Value extends string | number>(
  name: string,
  values: readonly Value[],
  text: (value: Value) => string = String
): FieldSelect<Value> {
  const element = create("label").attr("class", "field-select");
  const title = element.append("span").html(name).text();
  const select = element.append("select").node()!;
  // The text of the label holds the menu’s own values too.
  select.ariaLabel = title;
  let listed: readonly Value[] = [];

  function list(next: readonly Value[]): void {
    listed = next;
    select.replaceChildren(...listed.map((value) => new Option(text(value), String(value))));
  }
  function set(next: Value): void {
    if (!listed.includes(next)) {
      const isNumber = typeof next === "number";
      const both = [...listed, next];
      list(isNumber ? ((both as number[]).toSorted((a, b) => a - b) as Value[]) : both);
    }
    select.selectedIndex = listed.indexOf(next);
  }

  list(values);
  return Object.defineProperty(element.node()!, "value", {
    get: () => listed[select.selectedIndex],
    set
  }) as unknown as FieldSelect<Value>;
}
