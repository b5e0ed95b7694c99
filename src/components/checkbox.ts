import {create} from "d3";

/** An input of yes or no. */
export interface Checkbox extends HTMLLabelElement {
  /** Whether it is checked; setting it says nothing. */
  value: boolean;
  /** Checks it or not as if the reader had, with an input event. */
  setValue(value: boolean): void;
}

/** Returns a checkbox with its name beside it. */
export function checkbox(name: string, {value = false} = {}): Checkbox {
  const label = create("label").attr("class", "checkbox");
  const input = label.append("input").attr("type", "checkbox").node()!;
  input.checked = value;
  label.append("span").text(name);
  const element = label.node()!;

  function setValue(next: boolean): void {
    input.checked = next;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  return Object.defineProperty(Object.assign(element, {setValue}), "value", {
    get: () => input.checked,
    set: (next: boolean) => {
      input.checked = next;
    }
  }) as unknown as Checkbox;
}
