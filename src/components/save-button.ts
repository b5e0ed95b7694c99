/**
 * Returns the button that offers a figure as files. What it offers is loaded at its first use, by
 * the page, which hears of it by the attribute data-save, and opens beside the button.
 */
export function saveButton(): HTMLElement {
  const place = document.createElement("span");
  place.className = "figure-save";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Save";
  button.dataset.save = "";
  button.ariaHasPopup = "true";
  place.append(button);
  return place;
}
