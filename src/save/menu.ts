import {copyText, saveFile} from "../components/buttons.js";
import {dataWithin} from "../components/figure-data.js";
import {escapeHtml} from "../formats/markup.js";
import {tableCsv, tablesZip} from "./csv.js";
import {figurePng} from "./png.js";
import {figureFacts, figureSvg} from "./svg.js";

/** The addresses of a figure of the page, by its id. */
interface FigureLinks {
  /** Returns that of the page at the figure, as it stands. */
  linkTo(figure: string): string;
  /** Returns that which shows the figure alone. */
  embedLink(figure: string): string;
}

/** What a figure is saved as: the ending of the file, unless it is a zip, and what makes it. */
type Formats = Record<string, (figure: HTMLElement, link: string) => Promise<Blob>>;

const formats: Formats = {
  async svg(figure, link) {
    const {text} = await figureSvg(figure, {...figureFacts(figure), link});
    return new Blob([text], {type: "image/svg+xml"});
  },
  async png(figure, link) {
    return figurePng(await figureSvg(figure, {...figureFacts(figure), link}), link);
  },
  async csv(figure, link) {
    const {title, model, settings} = figureFacts(figure);
    const parts = dataWithin(figure);
    if (parts.length === 0) throw new Error("This figure has no numbers yet.");
    const first = model === undefined ? [] : [`model: ${model}`];
    const facts = {title, link, settings: [...first, ...settings]};
    const [only] = parts;
    return parts.length === 1
      ? new Blob([tableCsv(only!, facts)], {type: "text/csv;charset=utf-8"})
      : new Blob([tablesZip(parts, facts)], {type: ZIP});
  }
};

const ZIP = "application/zip";

/** Gives a figure’s button its menu, and opens it; from then on the browser does. */
export function openFigureMenu(button: HTMLButtonElement, links: FigureLinks): void {
  const figure = button.closest("figure");
  if (figure === null) throw new Error("invalid button: it stands in no figure");
  const menu = document.createElement("div");
  menu.className = "figure-menu";
  menu.popover = "auto";
  menu.role = "group";
  menu.ariaLabel = "Save this figure as";
  const status = document.createElement("p");
  status.role = "status";
  const buttons = Object.entries(formats).map(([ending, make]) =>
    action(ending.toUpperCase(), async () => {
      status.textContent = `Making the ${ending.toUpperCase()} …`;
      const {name} = figureFacts(figure);
      try {
        const file = await make(figure, links.linkTo(figure.id));
        const fileName = `${name}.${file.type === ZIP ? "zip" : ending}`;
        saveFile(file, fileName);
        status.textContent = `${fileName} is on its way to your downloads.`;
      } catch (error) {
        status.textContent = (error as Error).message;
      }
    })
  );
  buttons[0].autofocus = true;
  // A report is one file, and a figure without a name has no address.
  const hasAddress = location.protocol.startsWith("http") && figure.id !== "";
  const embed = hasAddress ? embedding(figure, links.embedLink, status) : [];
  menu.append("Save as ", ...buttons, ...embed, status);
  button.after(menu);
  button.popoverTargetElement = menu;
  menu.addEventListener("beforetoggle", () => {
    status.textContent = "";
    place(menu, button);
  });
  menu.showPopover();
}

/** Returns a button that copies the lines for another page, and the field that they stand in. */
function embedding(figure: HTMLElement, embedLink: FigureLinks["embedLink"], status: HTMLElement) {
  const field = document.createElement("textarea");
  field.hidden = field.readOnly = true;
  field.rows = 4;
  field.ariaLabel = "HTML for another page";
  const button = action("Embed", async () => {
    const {title} = figureFacts(figure);
    const height = Math.ceil(figure.getBoundingClientRect().height) + 60;
    field.value = embedHtml(embedLink(figure.id), title, height);
    field.hidden = false;
    field.select();
    status.textContent = (await copyText(field.value))
      ? "Copied: these lines show the figure on another page."
      : "These lines show the figure on another page: copy them from below.";
  });
  return [button, field];
}

/** Puts a menu under its button, within the width of the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const {left, bottom} = button.getBoundingClientRect();
  const most = document.documentElement.clientWidth - menuWidth - 8;
  menu.style.left = `${scrollX + Math.max(8, Math.min(left, most))}px`;
  menu.style.top = `${scrollY + bottom + 4}px`;
}

/** In CSS pixels, as in figure-save.css. */
const menuWidth = 260;

function action(label: string, act: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => void act());
  return button;
}

/** Returns the HTML that shows a figure alone on another page; its height is in CSS pixels. */
export function embedHtml(link: string, title: string, height: number): string {
  const attributes = {src: link, title, width: "100%", height, style: "border: 0", loading: "lazy"};
  const written = Object.entries(attributes).map(
    ([name, value]) => `${name}="${escapeHtml(String(value))}"`
  );
  return `<iframe ${written.join(" ")}></iframe>`;
}
