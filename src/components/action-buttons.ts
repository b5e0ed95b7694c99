/** Returns buttons in a row. */
export function actionButtons(
  actions: readonly (readonly [text: string, act: () => void])[],
  label: string
): HTMLElement {
  const row = document.createElement("div");
  row.className = "action-buttons";
  row.role = "group";
  row.ariaLabel = label;
  row.append(...actions.map(([text, act]) => actionButton(text, act)));
  return row;
}

/** Returns one button, such as a phrase of the prose that sets a figure. */
export function actionButton(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.textContent = text;
  button.addEventListener("click", () => act());
  return button;
}
