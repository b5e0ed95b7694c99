import {actionButton} from "./buttons.js";

/** What the buttons of a run do. */
export interface RunActions {
  /** Starts a run, or lets one rest, or lets it go on. */
  toggle(): void;
  step(): void;
  reset(): void;
  reseed(): void;
}

/** Where the figure stands: a run’s status, or that there is none, or that its images are fetched. */
export type RunPhase = "none" | "loading" | "running" | "paused" | "finished" | "diverged";

/** The buttons of a run. */
export interface RunButtons extends HTMLElement {
  /** @param isChanged whether the controls say something else than the run */
  show(phase: RunPhase, isChanged: boolean): void;
}

/** Returns the buttons of a run. */
export function runButtons({toggle, step, reset, reseed}: RunActions): RunButtons {
  const element = document.createElement("div");
  element.className = "action-buttons run-buttons";
  element.role = "group";
  element.ariaLabel = "the run";
  const main = actionButton("Train", toggle);
  main.classList.add("main");
  const one = actionButton("One minibatch", step);
  const again = actionButton("Reset", reset);
  const other = actionButton("New seed", reseed);
  again.title = "back to the first weights, those of the same seed";
  element.append(main, one, again, other);

  function show(phase: RunPhase, isChanged: boolean): void {
    const names = {
      none: "Train",
      loading: "Loading…",
      running: "Pause",
      paused: "Continue",
      finished: "Train again",
      diverged: "Train again"
    };
    main.textContent = names[phase];
    main.disabled = phase === "loading";
    one.disabled = phase !== "none" && phase !== "paused";
    again.disabled = phase === "none" || phase === "loading";
    again.textContent = isChanged && !again.disabled ? "Reset, with these settings" : "Reset";
    other.disabled = phase === "loading";
  }

  show("none", false);
  return Object.assign(element, {show});
}
