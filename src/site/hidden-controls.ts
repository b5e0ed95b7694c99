import type {Json} from "../formats/json.js";
import {footLine} from "../state/foot-line.js";
import {keep} from "../state/page-state.js";

/** Where a link hides the controls: everywhere, or in the figures of these ids. */
export type Hidden = "controls" | readonly string[];

const mark = "without-controls";
/** What has controls, beside figures that have an id. */
const everywhere = ".exhibit, .board, .mapping, .own-place, .cell";
/** What a reader may still do in a figure without controls: follow links, unfold the answer. */
const open = "a, summary";
/** What would move something in a figure. */
const acts = ["pointerdown", "mousedown", "touchstart", "click", "dblclick", "keydown"];

/** Lets a link hide controls; the page says so, and shows them again when it is asked to. */
export function hideControls(document: Document): void {
  let hidden: Hidden | undefined;
  // A link may hide them as soon as they are kept, and then that is said.
  const say = footLine("Show the controls", () => {
    write(undefined);
    rested();
  });
  const rested = keep("hide", {read: () => hidden, write});

  function write(json: Json | undefined): void {
    const places = json === undefined ? [] : placesOf(document, json);
    hidden = json as Hidden | undefined;
    for (const place of document.querySelectorAll(`.${mark}`)) place.classList.remove(mark);
    for (const place of places) place.classList.add(mark);
    say(
      hidden === undefined ? "" : "This link hides controls, so that what it shows stays as it is."
    );
  }

  // Marks in a drawing are moved as well; scrolling, and the way out by Tab, stay free.
  for (const act of acts) {
    document.addEventListener(
      act,
      (event) => {
        const {target} = event;
        if (hidden === undefined || !(target instanceof Element)) return;
        if (target.closest(`.${mark}`) === null || target.closest(open) !== null) return;
        if (isWayOut(event)) return;
        event.stopPropagation();
        if (act !== "touchstart") event.preventDefault();
      },
      {capture: true, passive: false}
    );
  }
}

function isWayOut(event: Event): boolean {
  return event instanceof KeyboardEvent && (event.key === "Tab" || event.ctrlKey || event.metaKey);
}

function placesOf(document: Document, json: Json): Element[] {
  if (json === "controls") return [...document.querySelectorAll(everywhere)];
  const ids = Array.from(document.querySelectorAll("figure.exhibit[id]"), ({id}) => id);
  const wrong = Array.isArray(json) ? json.find((id) => !ids.includes(id as string)) : json;
  if (!Array.isArray(json) || wrong !== undefined) {
    const said = JSON.stringify(wrong).slice(0, 40);
    throw new Error(`${said}, expected "controls" or a list of ${ids.join(", ") || "no figures"}`);
  }
  return json.map((id) => document.getElementById(id as string)!);
}
