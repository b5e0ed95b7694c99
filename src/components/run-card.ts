import {create} from "d3";
import {commandLine} from "./command-line.js";

/** What a card says of a recorded run. */
export interface RunCardData {
  title: string;
  /** The class that gives the title its color. */
  className: string;
  /** What the run says where the reader points. */
  reading: string;
  facts: readonly (readonly [name: string, text: string])[];
  command: string;
}

/** A card that names a run, and gives the command that repeats it. */
export interface RunCard extends HTMLElement {
  show(data: RunCardData): void;
  /** Shows a sentence instead. */
  hint(text: string): void;
}

/**
 * Returns a card that shows nothing yet.
 *
 * @param below what stands under the title, such as a choice of the seed
 */
export function runCard(below?: HTMLElement): RunCard {
  const element = create("div").attr("class", "run-card");
  const hint = element.append("p").attr("class", "run-hint");
  const body = element.append("div");
  const title = body.append("p");
  const reading = body.append("p").attr("class", "run-reading");
  if (below !== undefined) body.append(() => below);
  const list = body.append("dl").attr("class", "run-facts");
  const line = body.append(() => commandLine()).node()!;
  body.style("display", "none");
  let command = "";

  return Object.assign(element.node()!, {
    show(data: RunCardData): void {
      hint.text("");
      body.style("display", null);
      title.attr("class", `run-title ${data.className}`).text(data.title);
      reading.text(data.reading);
      const row = list
        .selectAll("div")
        .data(data.facts)
        .join((enter) => {
          const added = enter.append("div");
          added.append("dt");
          added.append("dd");
          return added;
        });
      row.select("dt").text(([name]) => name);
      row.select("dd").text(([, text]) => text);
      if (data.command !== command) line.say("");
      ({command} = data);
      line.show(command);
    },
    hint(text: string): void {
      hint.text(text);
      body.style("display", "none");
    }
  });
}
