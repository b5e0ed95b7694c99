import {actionButton} from "../components/buttons.js";

/** The lane beside the text: how far it is from it, and how wide, in pixels. */
const LANE = {apart: 48, width: 280};

/** How near to the bar and to the end of the window what is docked may come, in pixels. */
const EDGES = {top: 64, bottom: 16};

let leaveDock = () => {};

/**
 * Shows part of a figure, live, in the margin beside a passage of the text, as long as the passage
 * is in view and the figure is not. The part stays where it is in the page and is only drawn
 * elsewhere, so all that it hears and looks like stays, too.
 *
 * @param goToFigure is called when the reader wants to see all of it
 * @returns false where there is no room for it
 */
export function dock(part: HTMLElement, phrase: HTMLElement, goToFigure: () => void): boolean {
  leaveDock();
  const passage = phrase.closest<HTMLElement>("p, li, dd") ?? phrase;
  const text = passage.getBoundingClientRect();
  const left = text.right + LANE.apart;
  const home = part.closest<HTMLElement>(".exhibit-view") ?? part.parentElement!;
  if (left + LANE.width > document.documentElement.clientWidth) return false;

  const frame = document.createElement("div");
  frame.className = "dock";
  frame.setAttribute("role", "group");
  frame.ariaLabel = "The figure, beside the text";
  const buttons = document.createElement("p");
  buttons.append(
    actionButton("To the figure", () => {
      leave();
      goToFigure();
    }),
    actionButton("Close", close)
  );
  frame.append(buttons);
  passage.append(frame); // its buttons are what is next by Tab

  // What is taken out of the figure leaves its place: else the text would move under the reader.
  const place = part.cloneNode(false) as HTMLElement;
  place.removeAttribute("data-dock");
  place.style.height = `${part.offsetHeight}px`;
  part.before(place);
  part.classList.add("docked");
  const height = part.offsetHeight + buttons.offsetHeight;
  const lowest = innerHeight - height - EDGES.bottom;
  const top = Math.max(EDGES.top, Math.min(text.top, lowest));
  for (const one of [frame, part]) {
    one.style.top = `${top}px`;
    one.style.left = `${left}px`;
  }
  frame.style.height = `${height}px`;

  const controller = new AbortController();
  const passing = new IntersectionObserver(([entry]) => entry!.isIntersecting || leave());
  passing.observe(passage);
  // The figure comes back into view where it reaches the middle of the window.
  const returning = new IntersectionObserver(([entry]) => entry!.isIntersecting && leave(), {
    rootMargin: "-45% 0px"
  });
  returning.observe(home);
  const {signal} = controller;
  addEventListener("resize", leave, {signal});
  addEventListener("beforeprint", leave, {signal});
  addEventListener("keydown", ({key}) => key === "Escape" && close(), {signal});
  leaveDock = leave;
  return true;

  function close(): void {
    leave();
    phrase.focus({preventScroll: true});
  }

  function leave(): void {
    controller.abort();
    passing.disconnect();
    returning.disconnect();
    frame.remove();
    place.remove();
    part.classList.remove("docked");
    part.style.top = part.style.left = "";
    leaveDock = () => {};
  }
}
