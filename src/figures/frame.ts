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
    throw new Error(`invalid link: ${link}, expected one that leads to #${name}`);
  }
  const frame = document.createElement("iframe");
  frame.src = new URL(hash, embed).href;
  frame.title = `Figure: ${name}`;
  frame.loading = "lazy";
  Object.assign(frame.style, {border: "0", display: "block", height: "600px"});
  frame.style.width = width === undefined ? "100%" : `${width}px`;
  let wasThere = false;
  const fit = ({source, data}: MessageEvent<FigureSize>): void => {
    wasThere ||= frame.isConnected;
    if (wasThere && !frame.isConnected) return window.removeEventListener("message", fit);
    if (source !== frame.contentWindow || data?.figure !== name) return;
    frame.style.height = `${data.height}px`;
    frame.title = data.title;
  };
  window.addEventListener("message", fit);
  return frame;
}

/** What a page that shows one figure alone tells the page around it, whenever its size changes. */
export interface FigureSize {
  figure: string;
  title: string;
  /** In CSS pixels. */
  height: number;
}
