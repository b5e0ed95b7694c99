import {createCrew, type CrewOptions} from "./strip-crew.js";
import {createLane, type Lane, type SheetRequest, type Strip} from "./strip-lane.js";

/** Draws sheets that are too much for one frame, strip by strip, on workers. */
export interface StripScheduler {
  /** Asks for a sheet in some place; what was asked for there before and not begun is dropped. */
  request(place: object, sheet: SheetRequest): void;
  /** Takes back what was asked for in some place: nothing of it is drawn from now on. */
  cancel(place: object): void;
  /** Frees what belongs to a network that is needed no more, and to the place it was drawn in. */
  forget(place: object, name: string): void;
  /** Ends all workers. */
  stop(): void;
}

/** Buffers that are kept for strips to come. */
const SPARE_BUFFERS = 8;

/**
 * Returns a scheduler. Places take turns strip by strip; in each of them only the newest sheet is
 * computed, and no strip is drawn over a newer one.
 *
 * @param options how workers are started, and how many
 */
export function createStripScheduler(options: CrewOptions): StripScheduler {
  const lanes = new Map<object, Lane>();
  const spare: ArrayBuffer[] = [];
  const crew = createCrew(options, {answered, failed, lost});

  /** Returns the next strip of the place whose turn it is, which then goes to the end. */
  function nextStrip(): Strip | undefined {
    for (const [place, lane] of lanes) {
      const strip = lane.next();
      if (strip === undefined) continue;
      lanes.delete(place);
      lanes.set(place, lane);
      return strip;
    }
    return undefined;
  }

  function dispatch(): void {
    while (crew.hasRoom()) {
      const strip = nextStrip();
      if (strip === undefined) return;
      const bytes = (strip.z.length / strip.sheet.latentSize) * imageBytes(strip.sheet);
      const fitting = spare.findIndex(({byteLength}) => byteLength === bytes);
      crew.give(strip, fitting === -1 ? undefined : spare.splice(fitting, 1)[0]);
    }
  }

  function answered({lane, sheet, ...strip}: Strip, buffer: ArrayBuffer): void {
    if (lane.accept({lane, sheet, ...strip})) {
      sheet.draw(new Uint8ClampedArray(buffer), strip.y);
      if (lane.complete) sheet.done();
    }
    spare.push(buffer);
    if (spare.length > SPARE_BUFFERS) spare.shift();
    dispatch();
  }

  function failed({sheet}: Strip, message: string): void {
    sheet.fail(new Error(message));
    dispatch();
  }

  function lost(strips: Strip[]): void {
    for (const strip of strips) strip.lane.retry(strip);
    dispatch();
  }

  return {
    request(place, sheet) {
      const lane = lanes.get(place) ?? createLane();
      lanes.set(place, lane);
      lane.request(sheet);
      dispatch();
    },
    cancel: (place) => lanes.get(place)?.cancel(),
    forget(place, name) {
      lanes.get(place)?.cancel();
      lanes.delete(place);
      crew.forget(name);
    },
    stop: () => crew.stop()
  };
}

function imageBytes({shape: {width, height}}: SheetRequest): number {
  return 4 * width * height;
}
