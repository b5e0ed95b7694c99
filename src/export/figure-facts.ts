/** What a figure is, and how it stands. */
export interface FigureFacts {
  /** Its name in addresses and file names, such as “gap”. */
  name: string;
  title: string;
  caption: string;
  /** What its model is called; undefined where it has none. */
  model: string | undefined;
  /** What its controls and marks stand at, each as “name: value”. */
  settings: string[];
}

/** Returns what a figure of a page is and how it stands. */
export function figureFacts(figure: HTMLElement): FigureFacts {
  const caption = plainText(figure.querySelector("figcaption"));
  const heading = plainText(figure.querySelector("h3"));
  const settings = settingsOf(figure);
  const chosen = settings.find((text) => /^[^:]*\b(?:model|data set|images):/.test(text));
  return {
    name: figure.id || (figure.dataset.view ?? "figure"),
    title: heading === "" ? caption : heading,
    caption,
    model: figure.dataset.model ?? chosen?.replace(/^[^:]*: /, ""),
    settings
  };
}

/** Returns the text of an element as a reader sees it; formulas as they are written in TeX. */
export function plainText(element: Element | null): string {
  if (element === null) return "";
  const copy = element.cloneNode(true) as Element;
  for (const formula of copy.querySelectorAll(".katex")) {
    const tex = formula.querySelector("annotation")?.textContent;
    formula.replaceWith(tex ?? formula.querySelector(".katex-html")?.textContent ?? "");
  }
  for (const part of copy.querySelectorAll(".figure-save, button, input, fieldset, select")) {
    part.remove();
  }
  return copy.textContent!.replaceAll(/\s+/g, " ").trim();
}

function settingsOf(figure: HTMLElement): string[] {
  const controls = figure.querySelectorAll<HTMLElement>(
    "input, select, [role=slider][aria-valuetext]"
  );
  return Array.from(controls).flatMap((control) => {
    if (!control.checkVisibility()) return [];
    const value = valueOf(control);
    return value === undefined ? [] : [`${nameOf(control)}: ${value}`];
  });
}

function valueOf(control: HTMLElement): string | undefined {
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.textContent ?? "";
  if (!(control instanceof HTMLInputElement)) return control.ariaValueText ?? undefined;
  if (control.type === "checkbox") return control.checked ? "on" : "off";
  if (control.type === "radio") return control.checked ? labelOf(control) : undefined;
  return control.type === "file" ? undefined : control.value;
}

function nameOf(control: HTMLElement): string {
  const group = control.closest("fieldset")?.querySelector("legend");
  if (control instanceof HTMLInputElement && control.type === "radio" && group) {
    return plainText(group);
  }
  return control.ariaLabel ?? labelOf(control);
}

function labelOf(control: HTMLElement): string {
  const labels = (control as HTMLInputElement).labels ?? [];
  return plainText(labels[0] ?? null) || ((control as HTMLInputElement).value ?? "");
}
