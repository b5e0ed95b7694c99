/** Writes the state of controls into their attributes, and lets none of them be moved. */
export function freezeControls(root: Element): void {
  for (const input of root.querySelectorAll("input")) {
    if (input.type === "file") {
      input.remove();
      continue;
    }
    input.setAttribute("value", input.value);
    input.toggleAttribute("checked", input.checked);
    input.disabled = true;
  }
  for (const select of root.querySelectorAll("select")) {
    for (const option of select.options) option.toggleAttribute("selected", option.selected);
    select.disabled = true;
  }
  for (const area of root.querySelectorAll("textarea")) {
    area.textContent = area.value;
    area.disabled = true;
  }
  for (const button of root.querySelectorAll("button")) freezeButton(button);
  for (const element of root.querySelectorAll("[contenteditable], [tabindex]")) {
    element.removeAttribute("contenteditable");
    element.removeAttribute("tabindex");
  }
}

/** A button in a sentence becomes its words; one that shows what is chosen stays; others go. */
function freezeButton(button: HTMLButtonElement): void {
  if (button.closest("p, li, td, figcaption") !== null) {
    const words = document.createElement("span");
    words.append(...button.childNodes);
    button.replaceWith(words);
  } else if (button.ariaPressed !== null || button.ariaChecked !== null) {
    button.disabled = true;
  } else {
    button.remove();
  }
}
