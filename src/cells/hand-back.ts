import {FileAttachment} from "observablehq:stdlib";
import {actionButtons, copyText, saveFile} from "../components/buttons.js";
import {siteJson} from "../shipped/site-file.js";
import type {ChangedCell} from "./changed-cells.js";
import type {PageSource} from "./edited-markdown.js";
import {editedPage} from "./edited-markdown.js";

/**
 * Returns buttons that hand a page back as Markdown, with its changed cells in it, ready to replace
 * its source: as a file, or on the clipboard. The source is fetched when one is pressed.
 *
 * @param changed returns the changed cells, in the order of the page
 * @param page its name, such as `bound`
 */
export function handBack(changed: () => readonly ChangedCell[], page: string): HTMLElement {
  const name = `${page}.md`;
  const element = document.createElement("div");
  element.className = "hand-back";
  const status = document.createElement("p");
  status.className = "note";
  status.role = "status";
  const text = document.createElement("textarea");
  text.readOnly = true;
  text.hidden = true;
  text.rows = 8;
  text.ariaLabel = `the Markdown of ${name}`;

  async function handOver(use: (markdown: string) => Promise<string>): Promise<void> {
    text.hidden = true;
    status.textContent = "";
    status.classList.remove("failure-line");
    try {
      status.textContent = await use(editedPage(await pageSource(page), page, changed()));
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
      status.classList.add("failure-line");
    }
  }

  async function copy(markdown: string): Promise<string> {
    if (await copyText(markdown)) return `Copied. Put it in the place of src/${name}.`;
    text.value = markdown;
    text.hidden = false;
    text.focus();
    text.select();
    return "The browser does not let this page copy: the text is selected below.";
  }

  async function download(markdown: string): Promise<string> {
    saveFile(new Blob([markdown], {type: "text/markdown"}), name);
    return `Saved as ${name}. Put it in the place of src/${name}.`;
  }

  const row = actionButtons(
    [
      [`Download ${name}`, () => void handOver(download)],
      [`Copy ${name}`, () => void handOver(copy)]
    ],
    `this page as Markdown, ${name}`
  );
  element.append(row, status, text);
  return element;
}

/**
 * Returns a promise to the source of a page, as the site was built from it.
 *
 * The sources come as one file that a loader writes, and not as files of their own: Framework names
 * a module after the files that it may fetch, so in a preview an edit of any page would give every
 * module above this one another name, and run the cells of every page again.
 *
 * @param page its name, such as `bound`
 * @throws Error (as a rejection) if there is no such page, or its source cannot be fetched
 */
async function pageSource(page: string): Promise<PageSource> {
  let sources: Record<string, PageSource>;
  try {
    sources = (await siteJson(FileAttachment("../data/page-sources.json"))) as typeof sources;
  } catch (cause) {
    throw new Error(`the source of this page, ${page}.md, could not be fetched; try again`, {
      cause
    });
  }
  if (!Object.hasOwn(sources, page)) {
    throw new RangeError(`invalid page: ${page}, it has no source`);
  }
  return sources[page]!;
}
