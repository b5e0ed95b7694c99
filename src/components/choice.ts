import {create} from "d3";
import {withValue} from "./with-value.js";

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
  return withValue(element.node()!, {
    get: () => listed[select.selectedIndex],
    set
  });
}

/** A choice of one among a few; its input event says that the reader has chosen. */
export interface Choice<Value> extends HTMLFieldSetElement {
  /** What is chosen, the same object as in the options; setting it says nothing. */
  value: Value;
}

/**
 * Returns radio buttons in a row, one for each option; the first one is chosen.
 *
 * @param options what each is called, and the value that it stands for
 * @param label what a screen reader calls the choice; one page has one choice of a name
 */
export function choice<Value>(
  options: readonly (readonly [text: string, value: Value])[],
  label: string
): Choice<Value> {
  const fieldset = create("fieldset").attr("class", "choice");
  fieldset.append("legend").text(label);
  let [[, value]] = options;
  // Radio buttons of one name exclude each other throughout the page.
  const name = `choice-${label}`;
  const inputs = options.map(([text, option]) => {
    const row = fieldset.append("label");
    const input = row.append("input").attr("type", "radio").attr("name", name);
    input.attr("value", text).on("input", () => (value = option));
    row.append("span").text(text);
    return input.node()!;
  });

  function set(next: Value): void {
    value = next;
    inputs.forEach((input, i) => (input.checked = options[i][1] === value));
  }

  set(value);
  return withValue(fieldset.node()!, {
    get: () => value,
    set
  });
}

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

  return withValue(Object.assign(element, {setValue}), {
    get: () => input.checked,
    set: (next: boolean) => {
      input.checked = next;
    }
  });
}
