import type {Page} from "playwright-core";
import type {Kind, Look, Movement} from "./moves.js";

/** A part of the sheet that was drawn. */
export interface Drawn {
  kind: Kind;
  /** When, in milliseconds. */
  time: number;
  /** The first row of images that it covers. */
  row: number;
  /** The greys of each row's places. */
  greys: number[][];
}

/** What happened while the slider moved. */
export interface Drag {
  /** When each event was sent, in milliseconds, and to which of the stops. */
  events: {time: number; stop: number}[];
  drawn: Drawn[];
}

/** What the page is told. */
interface Order {
  view: string;
  looks: Record<Kind, Pick<Look, "side" | "places">>;
  stops: number[];
  moves: number;
  rest: number;
}

/** How long nothing is moved after the last event, in milliseconds: all is drawn by then. */
const REST = 500;

/**
 * Moves the first slider of a view once in each frame, from within the page, as often as is said,
 * and then waits. Returns a promise to when each event was sent, and to all that was drawn.
 *
 * Chromium sends the events of a mouse at the begin of a frame as well. The slider is the page's
 * own, and so is all that follows; only the canvases are watched, by a wrapper of putImageData.
 */
export function drag(
  page: Page,
  view: string,
  {looks, stops}: Movement,
  moves: number
): Promise<Drag> {
  return page.evaluate(dragInPage, {view, looks, stops, moves, rest: REST});
}

/** Runs in the page. */
async function dragInPage({view, looks, stops, moves, rest}: Order): Promise<Drag> {
  const figure = document.querySelector(`[data-view="${view}"]`)!;
  const slider = document.querySelector<HTMLInputElement>(`[data-view="${view}"] [type="range"]`)!;
  const drawn: Drawn[] = [];
  const {prototype} = CanvasRenderingContext2D;
  const put = Object.getOwnPropertyDescriptor(prototype, "putImageData")!.value as (
    image: ImageData,
    x: number,
    y: number
  ) => void;
  prototype.putImageData = function (
    this: CanvasRenderingContext2D,
    image: ImageData,
    x: number,
    y: number
  ) {
    put.call(this, image, x, y);
    if (!figure.contains(this.canvas)) return;
    const kind = this.canvas.classList.contains("draft") ? "draft" : "exact";
    const {side, places} = looks[kind];
    const row = y / side;
    const rows = places.slice(row, row + image.height / side);
    const greys = rows.map((line, i) =>
      line.map((place) => image.data[4 * (i * side * image.width + place)])
    );
    drawn.push({kind, time: performance.now(), row, greys});
  };

  const events: Drag["events"] = [];
  for (let move = 0; move < moves; ++move) {
    await new Promise(requestAnimationFrame);
    const stop = move % stops.length;
    slider.valueAsNumber = stops[stop];
    events.push({time: performance.now(), stop});
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  }
  await new Promise((resolve) => setTimeout(resolve, rest));
  prototype.putImageData = put as CanvasRenderingContext2D["putImageData"];
  return {events, drawn};
}
