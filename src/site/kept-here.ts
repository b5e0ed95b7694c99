import {checkEdits, editsInWords, pageOf} from "../cells/kept-edits.js";
import {actionButtons} from "../components/buttons.js";
import type {KeptEntry} from "../state/kept-entries.js";
import {deleteEntry, keptEntries} from "../state/kept-entries.js";

/** Something that this browser keeps, as it is listed. */
interface KeptThing {
  text: string;
  /** The page that it is of, if it is of one. */
  page?: string;
  /** In milliseconds since 1970; 0 where it is not known. */
  savedAt: number;
  forget(): Promise<void>;
}

/** What is kept of a page’s look and of answers, by its key, and what it is called. */
const settings = {
  guesses: "Your answers to the questions of the figures",
  look: "How pages look: what you have set under Aa, and the unit of information"
};

/** Lists in a place all that this browser keeps of the site, each with a button to delete it. */
export async function listKept(place: HTMLElement): Promise<void> {
  const status = element("p", "Looking…");
  status.setAttribute("role", "status");
  place.replaceChildren(status);

  async function show(said: string): Promise<void> {
    try {
      const things = await keptThings();
      const nothing = "This browser keeps nothing of this site.";
      status.textContent = `${said} ${things.length === 0 ? nothing : ""}`.trim();
      const list = element("ul", "");
      list.append(...things.map(listed));
      place.replaceChildren(status, ...(things.length === 0 ? [] : [list]));
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    status.textContent = `What is kept could not be read: ${(error as Error).message}.`;
  }

  function listed(thing: KeptThing): HTMLElement {
    const item = element("li", "");
    const name = element(thing.page === undefined ? "span" : "a", thing.text);
    if (thing.page !== undefined) name.setAttribute("href", `./${thing.page}.html`);
    const ask = () =>
      offer([
        ["Keep it", () => offer(first)],
        ["Delete it for good", () => void thing.forget().then(() => show("Deleted."), fail)]
      ]);
    const first = [["Delete", ask]] as const;
    function offer(actions: Parameters<typeof actionButtons>[0]): void {
      item.replaceChildren(name, actionButtons(actions, thing.text));
    }
    offer(first);
    return item;
  }

  await show("");
}

async function keptThings(): Promise<KeptThing[]> {
  const things = (await keptEntries()).map((entry) => ({
    ...described(entry),
    savedAt: Number(entry.value.savedAt ?? 0),
    forget: () => deleteEntry(entry)
  }));
  return [...things.toSorted((a, b) => b.savedAt - a.savedAt), ...keptSettings()];
}

function keptSettings(): KeptThing[] {
  return Object.entries(settings).flatMap(([key, text]) =>
    localStorage.getItem(key) === null
      ? []
      : [{text, savedAt: 0, forget: async () => localStorage.removeItem(key)}]
  );
}

/** Returns what an entry is, in words; it may hold anything. */
export function described({kind, store, key, value}: KeptEntry): {text: string; page?: string} {
  if (store === "aside") {
    return {text: `Something that could not be opened: ${String(value.reason).slice(0, 200)}`};
  }
  const at = new Date(Number(value.savedAt));
  const isKnown = Number.isFinite(at.getTime());
  const options = {dateStyle: "medium", timeStyle: "short"} as const;
  const when = isKnown ? ` (${at.toLocaleString([], options)})` : "";
  if (kind === "models") return {text: `Your model ${String(key)}${when}`};
  if (kind === "edits") {
    const page = pageOf(String(key));
    return {text: `${editsIn(value.state)} of the page “${page}”${when}`, page};
  }
  const {plan, training} = (value.state ?? {}) as {
    plan?: {dataset?: unknown; batchSize?: unknown};
    training?: {step?: unknown};
  };
  const seen = Number(training?.step) * Number(plan?.batchSize);
  const images = Number.isFinite(seen) ? `, ${seen.toLocaleString("en-US")} images seen` : "";
  return {
    text: `A run of section 3 on ${String(plan?.dataset ?? "unknown images")}${images}${when}`,
    page: "vae"
  };
}

function editsIn(state: unknown): string {
  try {
    return editsInWords(checkEdits(state));
  } catch {
    return "Changed cells";
  }
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
