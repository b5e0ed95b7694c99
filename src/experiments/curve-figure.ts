import {withValue} from "../components/with-value.js";
import type {ChosenCurve, CurveChoice} from "./curve-choice.js";
import type {OwnRunBar} from "./own-run-bar.js";

/**
 * A figure of recorded runs that lays the reader's own over them; its input event says that the
 * reader has set it.
 */
export interface CurveFigure<State extends ChosenCurve> extends HTMLElement {
  /** Setting it says nothing. */
  value: State;
  /** The names of what can be chosen. */
  names: {panels: string[]; runs: string[]};
  /** Puts all back to where it began, and ends the runs in the page. */
  reset(): void;
  /** Ends what goes on. */
  stop(): void;
}

/** Returns an element as such a figure, by what is chosen in it and the runs in the page. */
export function curveFigure<State extends ChosenCurve>(
  element: HTMLElement,
  chosen: CurveChoice<State>,
  own: OwnRunBar
): CurveFigure<State> {
  const figure = Object.assign(element, {
    names: chosen.names,
    reset(): void {
      own.forget();
      chosen.reset();
    },
    stop(): void {
      chosen.stop();
      own.stop();
    }
  });
  return withValue(figure, {get: () => chosen.state, set: chosen.put});
}
