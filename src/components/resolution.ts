import {create} from "d3";

/** A choice of how many images a sheet has in each direction. */
export interface Resolution extends HTMLFieldSetElement {
  readonly value: number;
}

/**
 * Returns radio buttons, one per choice, whose value is the choice as a number.
 *
 * @param choices images along each side of the sheet; the first one is chosen
 * @param options.name radio buttons of one name exclude each other throughout the page, so that of
 *     a second choice has to be another
 */
export function resolution(
  choices: readonly number[] = [4, 8, 16, 32],
  {label = "images along each side", name = `resolution-${choices.join("-")}`} = {}
): Resolution {
  const fieldset = create("fieldset").attr("class", "choice");
  fieldset.append("legend").text(label);
  let value = choices[0];
  for (const choice of choices) {
    const option = fieldset.append("label");
    option
      .append("input")
      .attr("type", "radio")
      .attr("name", name)
      .attr("value", choice)
      .property("checked", choice === value)
      .on("input", () => (value = choice));
    option.append("span").text(choice);
  }
  return Object.defineProperty(fieldset.node()!, "value", {get: () => value}) as Resolution;
}
