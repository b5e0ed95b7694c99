import {create} from "d3";

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
  return Object.defineProperty(fieldset.node()!, "value", {
    get: () => value,
    set
  }) as unknown as Choice<Value>;
}
