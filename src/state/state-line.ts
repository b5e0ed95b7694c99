let line: HTMLElement | undefined;

/** Says in a line at the foot of the window what of a link could not be opened; none takes it away. */
export function sayFaults(faults: readonly string[]): void {
  if (faults.length === 0) {
    line?.remove();
    return;
  }
  line ??= stateLine();
  line.querySelector("span")!.textContent = `Of this link, not all could be opened. ${faults
    .map((fault) => `${fault}.`)
    .join(" ")}`;
  if (!line.isConnected) document.body.append(line);
}

function stateLine(): HTMLElement {
  const element = document.createElement("div");
  element.className = "state-line";
  element.setAttribute("role", "status");
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.textContent = "Dismiss";
  dismiss.addEventListener("click", () => element.remove());
  element.append(document.createElement("span"), dismiss);
  return element;
}
