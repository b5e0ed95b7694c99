import {create} from "d3";
import {whileSeen} from "./near-viewport.js";

/** A button that starts and stops a figure. */
interface PlayButton extends HTMLButtonElement {
  /** Starts it, if there is anything left to do. */
  play(): void;
  stop(): void;
}

/**
 * Returns a button that advances a figure once a frame until there is no more to do. Off screen it
 * waits; while it is stopped it asks for no frames at all.
 *
 * @param advance does one frame’s work, and returns a promise to whether there is more
 * @param watched the figure, which has to be in view
 */
export function playButton(advance: () => Promise<boolean>, watched: Element): PlayButton {
  const button = create("button").attr("type", "button").attr("class", "play");
  const element = button.node()!;
  let isPlaying = false;
  let isVisible = false;
  let isRunning = false;

  const isDue = () => isPlaying && isVisible;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (isDue()) {
      if (!(await advance())) isPlaying = false;
      else await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    isRunning = false;
    show();
  }
  function show(): void {
    button.text(isPlaying ? "Pause" : "Play").attr("aria-pressed", String(isPlaying));
  }
  function set(playing: boolean): void {
    isPlaying = playing;
    show();
    void run();
  }

  button.on("click", () => set(!isPlaying));
  whileSeen([watched], (isSeen) => {
    isVisible = isSeen;
    void run();
  });
  show();
  return Object.assign(element, {play: () => set(true), stop: () => set(false)});
}
