import type {ImageSource} from "./components/image-source.js";
import {wholeIn} from "./state/kinds.js";
import {keep} from "./state/page-state.js";

/** Keeps which of the offered images is chosen; what is drawn on the pad is not kept. */
export function keepImage(name: string, source: ImageSource, count: number, first: number): void {
  const kind = wholeIn([0, count - 1]);
  const rested = keep(name, {
    read: () => (source.chosen === first || source.chosen < 0 ? undefined : source.chosen),
    write(json) {
      const image = json === undefined ? first : kind.fromJson(json);
      if (image !== source.chosen) source.choose(image);
    }
  });
  source.addEventListener("input", rested);
}
