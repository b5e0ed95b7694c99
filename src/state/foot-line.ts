/** The place of the lines: over the foot of the window. */
let place: HTMLElement | undefined;

/**
 * Returns what shows a line at the foot of the window, over the page; an empty text takes it away.
 *
 * @param label of a button in the line, which takes the line away and acts
 */
export function footLine(label: string, act: () => void = () => {}): (text: string) => void {
  let line: HTMLElement | undefined;

  function made(): HTMLElement {
    const element = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      element.remove();
      act();
    });
    element.append(document.createElement("span"), button);
    return element;
  }

  return (text) => {
    if (text === "") return line?.remove();
    place ??= linesPlace();
    line ??= made();
    line.querySelector("span")!.textContent = text;
    if (!line.isConnected) place.append(line);
  };
}

function linesPlace(): HTMLElement {
  const element = document.createElement("div");
  element.className = "state-lines";
  element.setAttribute("role", "status");
  document.body.append(element);
  return element;
}
