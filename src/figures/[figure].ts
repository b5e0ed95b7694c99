import type {FigureFrameOptions} from "./frame.js";
import {figureFrame} from "./frame.js";

/** What Framework knows of the address that this module is asked for by. */
declare const observable: {params: {figure: string}};

/**
 * Returns the figure that this module is named for, to be put into any page.
 *
 * @throws Error if the link leads to another figure
 */
export function figure(options?: FigureFrameOptions): HTMLElement {
  // Framework keeps what it has compiled two folders below the root of the site.
  const embed = new URL("../../embed.html", import.meta.url);
  return figureFrame(observable.params.figure, embed, options);
}
