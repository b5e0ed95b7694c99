import type MarkdownIt from "markdown-it";

/** How a figure is seen: in light or dark colors, on a screen or on a phone. */
export interface FrameLook {
  scheme: "light" | "dark";
  width: "wide" | "narrow";
}

/** The widest window, in CSS pixels, that shows a figure as it is recorded for a phone. */
const NARROW = 560;

/** Returns the path, below src, of the recorded picture of a figure; of the one for light screens if not said. */
export function firstFrameFile(
  figure: string,
  {scheme, width}: FrameLook = {scheme: "light", width: "wide"}
): string {
  return `data/first-frame/${figure}/${width}-${scheme}.webp`;
}

/**
 * Puts into the view of each figure that is recorded what it shows at first: a picture of it, until
 * it is live (see src/site/busy-views.ts). A view is what the build or the page marks as busy.
 *
 * @param isRecorded returns whether there are pictures of a figure
 */
export function firstFramesPlugin(
  md: MarkdownIt,
  isRecorded: (figure: string) => boolean
): MarkdownIt {
  md.core.ruler.after("exhibits", "first_frames", ({tokens}) => {
    for (const token of tokens) {
      if (token.type === "html_block") token.content = withFirstFrames(token.content);
    }
  });
  return md;

  function withFirstFrames(html: string): string {
    return html.replaceAll(
      /<figure\b[^>]*\bid="([^"]+)"(?:(?!<\/figure>)[^])*?<div\b[^>]*\baria-busy="true"[^>]*>/g,
      (begin, figure: string) => (isRecorded(figure) ? begin + firstFrame(figure) : begin)
    );
  }
}

/** Returns the pictures of a figure; of those of other colors and widths none is loaded. */
function firstFrame(figure: string): string {
  const pictures = (["light", "dark"] as const).map((scheme) => {
    const [wide, narrow] = (["wide", "narrow"] as const).map(
      (width) => `./${firstFrameFile(figure, {scheme, width})}`
    );
    return (
      `<picture><source media="(max-width: ${NARROW}px)" srcset="${narrow}">` +
      `<img class="in-${scheme}" src="${wide}" alt="" loading="lazy"></picture>`
    );
  });
  return `<span class="first-frame">${pictures.join("")}</span>`;
}
