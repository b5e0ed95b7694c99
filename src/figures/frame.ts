/** Options for a figure on another page. */
export interface FigureFrameOptions {
  /** How the figure stands: a link to it as it was copied; defaults to how it begins. */
  link?: string;
  /** In CSS pixels; defaults to all the width there is. */
  width?: number;
}

/**
 * Returns a figure of the walkthrough for another page: a frame, which takes the height of what is
 * in it once that is known.
 *
 * @param name the figure’s id, such as “gap”
 * @param embed the address of the site’s `embed.html`
 * @throws Error if the link leads to another figure
 */
export function figureFrame(
  name: string,
  embed: URL,
  {link, width}: FigureFrameOptions = {}
): HTMLElement {
  const hash =
    link === undefined ? `#${name}` : new URL(link, embed).hash.replace(/^#[\w-]+\//, "#");
  if (hash !== `#${name}` && !hash.startsWith(`#${name}~`)) {
    throw new Error(`invalid link: ${link?.slice(0, 80)}, expected one that leads to #${name}`);
  }
  const frame = document.createElement("iframe");
  frame.src = new URL(hash, embed).href;
  frame.title = `Figure: ${name}`;
  frame.loading = "lazy";
  Object.assign(frame.style, {border: "0", display: "block", height: "600px"});
  frame.style.width = width === undefined ? "100%" : `${width}px`;
  let wasThere = false;
  const fit = ({source, origin, data}: MessageEvent<unknown>): void => {
    wasThere ||= frame.isConnected;
    if (wasThere && !frame.isConnected) return window.removeEventListener("message", fit);
    // The frame may have gone on to another site.
    if (source !== frame.contentWindow || origin !== embed.origin) return;
    const size = checkedSize(data, name);
    if (size === undefined) return;
    frame.style.height = `${size.height}px`;
    frame.title = size.title;
  };
  window.addEventListener("message", fit);
  return frame;
}

/** The highest that a frame becomes, in CSS pixels: the highest figure on a phone has a third of it. */
const HIGHEST = 6000;

/** The longest title of a frame, in characters. */
const LONGEST_TITLE = 200;

/**
 * Returns what a message says of a figure’s size, its height at most 6000 px and its title at most
 * 200 characters; undefined where it does not speak of this figure, or not in a way that can be.
 */
export function checkedSize(message: unknown, name: string): FigureSize | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const {figure, title, height} = message as Record<keyof FigureSize, unknown>;
  if (figure !== name || typeof title !== "string" || typeof height !== "number") return undefined;
  if (!(height > 0)) return undefined;
  return {figure, title: title.slice(0, LONGEST_TITLE), height: Math.min(height, HIGHEST)};
}

/** What a page that shows one figure alone tells the page around it, whenever its size changes. */
export interface FigureSize {
  figure: string;
  title: string;
  /** In CSS pixels. */
  height: number;
}
