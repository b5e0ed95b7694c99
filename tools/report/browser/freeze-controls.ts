/**
 * Writes the state of controls into their attributes, and lets none of them be moved.
 *
 * @param drawn what a browser shows
 * @param root a copy of it, which is changed
 */
export function freezeControls(drawn: Element, root: Element): void {
  const selects = [...drawn.querySelectorAll("select")];
  for (const [i, select] of root.querySelectorAll("select").entries()) {
    for (const option of select.options) {
      option.toggleAttribute("selected", option.value === selects[i].value);
    }
    select.disabled = true;
  }
  for (const input of root.querySelectorAll("input")) {
    if (input.type === "file") {
      input.remove();
      continue;
    }
    input.setAttribute("value", input.value);
    input.toggleAttribute("checked", input.checked);
    input.disabled = true;
  }
  for (const area of root.querySelectorAll("textarea")) {
    area.textContent = area.value;
    area.disabled = true;
  }
  for (const button of root.querySelectorAll("button")) freezeButton(button);
  for (const phrase of root.querySelectorAll("span[role=button]")) asWords(phrase);
  // Links that start the page anew in another way have nothing to start.
  for (const link of root.querySelectorAll("a[href^='?']:not([href^='?page='])")) asWords(link);
  for (const element of root.querySelectorAll("[contenteditable], [tabindex]")) {
    element.removeAttribute("contenteditable");
    element.removeAttribute("tabindex");
  }
}

/** A button in a sentence becomes its words; one that shows what is chosen stays; others go. */
function freezeButton(button: HTMLButtonElement): void {
  if (button.closest("p, li, td, figcaption") !== null) {
    asWords(button);
  } else if (button.ariaPressed !== null || button.ariaChecked !== null) {
    button.disabled = true;
  } else {
    button.remove();
  }
}

function asWords(element: Element): void {
  const words = document.createElement("span");
  words.append(...element.childNodes);
  element.replaceWith(words);
}
