/** How pages look: what a reader has chosen, and what the system says where nothing is chosen. */
interface Look {
  scheme: "system" | "light" | "dark";
  size: "usual" | "larger";
}

/** Where this browser keeps it; the script in the head of every page reads it as well. */
const KEY = "look";

/** What a reader may choose under Aa. */
const choices: {[name in keyof Look]: {title: string; values: [Look[name], string][]}} = {
  scheme: {
    title: "Colors",
    values: [
      ["system", "as the system has them"],
      ["light", "light"],
      ["dark", "dark"]
    ]
  },
  size: {
    title: "Text",
    values: [
      ["usual", "as usual"],
      ["larger", "larger, for a projector"]
    ]
  }
};

/** Returns how the page looks now. */
function currentLook(): Look {
  const {scheme = "system", size = "usual"} = document.documentElement.dataset as Partial<Look>;
  return {scheme, size};
}

/** Lets the page look so, and every other one of the site that this browser opens. */
function setLook({scheme, size}: Look): void {
  const {dataset} = document.documentElement;
  if (scheme === "system") delete dataset.scheme;
  else dataset.scheme = scheme;
  if (size === "usual") delete dataset.size;
  else dataset.size = size;
  try {
    localStorage.setItem(KEY, JSON.stringify({scheme, size}));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

/** Fills a form with what a reader may set of how pages look, and sets it. */
export function fillLook(form: HTMLFormElement): void {
  for (const [name, {title, values}] of Object.entries(choices)) {
    const group = form.appendChild(document.createElement("fieldset"));
    group.append(Object.assign(document.createElement("legend"), {textContent: title}));
    for (const [value, text] of values) {
      const label = group.appendChild(document.createElement("label"));
      const checked = currentLook()[name as keyof Look] === value;
      label.append(
        Object.assign(document.createElement("input"), {type: "radio", name, value, checked}),
        text
      );
    }
  }
  form.addEventListener("change", () => {
    setLook(Object.fromEntries(new FormData(form)) as unknown as Look);
  });
}
