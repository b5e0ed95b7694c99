import type {Kind} from "../state/kinds.js";
import {oneOf} from "../state/kinds.js";
import {keep} from "../state/page-state.js";
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

/** How a link says each part of it. */
const linked: {[Part in keyof Look]: [name: string, kind: Kind<Look[Part]>]} = {
  scheme: ["look-colors", oneOf(["system", "light", "dark"])],
  size: ["look-text", oneOf(["usual", "larger"])],
  unit: ["look-unit", oneOf(["nats", "bits"])]
};

/** What is to follow how the page looks. */
const followers: (() => void)[] = [];

/** Lets the page look so. */
function show(look: Partial<Look>): void {
  const {dataset} = document.documentElement;
  const before = currentLook();
  const {scheme, size, unit} = {...before, ...look};
  if (scheme === "system") delete dataset.scheme;
  else dataset.scheme = scheme;
  if (size === "usual") delete dataset.size;
  else dataset.size = size;
  if (unit === "nats") delete dataset.unit;
  else dataset.unit = unit;
  if (unit !== before.unit) turnTexts();
  for (const follow of followers) follow();
}

/**
 * Lets the page look so, and every other one of the site that this browser opens; what else a link has
 * set of this page stays here.
 */
function setLook(look: Partial<Look>): void {
  show(look);
  try {
    localStorage.setItem(KEY, JSON.stringify({...keptLook(), ...look}));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

/** Returns how this browser keeps that pages look. */
function keptLook(): Look {
  const usual: Look = {scheme: "system", size: "usual", unit: "nats"};
  try {
    return {...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Look>)};
  } catch {
    return usual;
  }
}

/**
 * Keeps in the page's address what is set of its look while it is open, as for a projector: who opens
 * such a link sees this page so, and no other one. What the browser keeps is no part of a link.
 */
export function keepLook(): void {
  const first = keptLook();
  const rested = [keepPart("scheme", first), keepPart("size", first), keepPart("unit", first)];
  followers.push(() => {
    for (const rest of rested) rest();
  });
}

function keepPart<Part extends keyof Look>(part: Part, first: Look): () => void {
  const [name, kind] = linked[part];
  return keep(name, {
    read: () =>
      currentLook()[part] === first[part] ? undefined : kind.toJson(currentLook()[part]),
    write: (json) => show({[part]: json === undefined ? first[part] : kind.fromJson(json)})
  });
}

/** Quantities of the text carry what they are in the other unit as their data-bits. */
function turnTexts(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-bits]")) {
    [place.textContent, place.dataset.bits] = [place.dataset.bits!, place.textContent];
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
  form.addEventListener("change", ({target}) => {
    const {name, value} = target as HTMLInputElement;
    setLook({[name]: value});
  });
  followers.push(() => {
    const look = currentLook();
    for (const input of form.querySelectorAll("input")) {
      input.checked = look[input.name as keyof typeof choices] === input.value;
    }
  });
}

/**
 * Lets a button turn all quantities of information on the page from nats to bits and back. Those of
 * the text carry what they are in the other unit as their data-bits (see tools/site/facts.ts); what
 * scripts have written follows by itself (see state/unit.ts).
 */
export function equipUnit(button: HTMLButtonElement): void {
  const say = () => (button.ariaPressed = String(currentLook().unit === "bits"));
  button.addEventListener("click", () =>
    setLook({unit: currentLook().unit === "bits" ? "nats" : "bits"})
  );
  followers.push(say);
  say();
}
