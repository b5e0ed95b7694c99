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

/** Returns one button. */
export function actionButton(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.textContent = text;
  button.addEventListener("click", () => act());
  return button;
}

/**
 * Returns the button that offers a figure as files. What it offers is loaded at its first use, by
 * the page, which hears of it by the attribute data-save, and opens beside the button.
 *
 * @param isBrief whether only “⋯” is to be seen, where there are many
 */
export function saveButton({isBrief = false} = {}): HTMLElement {
  const place = document.createElement("span");
  place.className = "figure-save";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = isBrief ? "⋯" : "Save";
  button.ariaLabel = "Save";
  button.dataset.save = "";
  button.ariaHasPopup = "true";
  place.append(button);
  return place;
}

/** Hands a file to the browser to save under a name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the next minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Puts a text on the clipboard; returns a promise to whether the browser has let the page do so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
