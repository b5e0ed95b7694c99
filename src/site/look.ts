import type {InformationUnit} from "../state/unit.js";

/** How pages look: what a reader has chosen, and what the system says where nothing is chosen. */
interface Look {
  scheme: "system" | "light" | "dark";
  size: "usual" | "larger";
  /** What quantities of information are in. */
  unit: InformationUnit;
}

/** Where this browser keeps it; the script in the head of every page reads it as well. */
const KEY = "look";

/** What a reader may choose under Aa. */
const choices: {
  [name in "scheme" | "size"]: {title: string; values: [Look[name], string][]};
} = {
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
  const {dataset} = document.documentElement;
  const {scheme = "system", size = "usual", unit = "nats"} = dataset as Partial<Look>;
  return {scheme, size, unit};
}

/** Lets the page look so, and every other one of the site that this browser opens. */
function setLook({scheme, size, unit}: Look): void {
  const {dataset} = document.documentElement;
  if (scheme === "system") delete dataset.scheme;
  else dataset.scheme = scheme;
  if (size === "usual") delete dataset.size;
  else dataset.size = size;
  if (unit === "nats") delete dataset.unit;
  else dataset.unit = unit;
  try {
    localStorage.setItem(KEY, JSON.stringify({scheme, size, unit}));
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
      const checked = currentLook()[name as keyof typeof choices] === value;
      label.append(
        Object.assign(document.createElement("input"), {type: "radio", name, value, checked}),
        text
      );
    }
  }
  form.addEventListener("change", () => {
    setLook({...currentLook(), ...(Object.fromEntries(new FormData(form)) as Partial<Look>)});
  });
}

/**
 * Lets a button turn all quantities of information on the page from nats to bits and back. Those of
 * the text carry what they are in the other unit as their data-bits (see tools/site/facts.ts); what
 * scripts have written follows by itself (see state/unit.ts).
 */
export function equipUnit(button: HTMLButtonElement): void {
  const show = () => (button.ariaPressed = String(currentLook().unit === "bits"));
  button.addEventListener("click", () => {
    setLook({...currentLook(), unit: currentLook().unit === "bits" ? "nats" : "bits"});
    for (const place of document.querySelectorAll<HTMLElement>("[data-bits]")) {
      [place.textContent, place.dataset.bits] = [place.dataset.bits!, place.textContent];
    }
    show();
  });
  show();
}
