import type {FigureSize} from "../figures/frame.js";
import {fullPage} from "./figure-menus.js";

/**
 * Makes a page that shows one figure alone fit for another page around it: links lead to the whole
 * page, in a window of their own, a line says where the figure is from, and the page around hears
 * how high it is. Where there is no such figure, the page is shown as it is.
 */
export function showOnly(page: Document, id: string): void {
  const figure = page.getElementById(id);
  if (figure === null) {
    page.getElementById("only-figure")?.remove();
    delete page.documentElement.dataset.only;
    return;
  }
  const title = page.title;
  page.addEventListener("click", ({target}) => {
    const link = (target as Element).closest?.("a");
    if (!link?.href) return;
    link.href = fullPage(link.href);
    link.target = "_blank";
  });
  const source = page.createElement("p");
  source.className = "only-source";
  const link = page.createElement("a");
  link.href = `${location.pathname}#${id}`;
  link.textContent = title;
  source.append("From: ", link);
  figure.append(source);
  page.title = figure.querySelector("h2, h3")?.textContent ?? title;
  if (parent === window) return;
  const tell = (): void => {
    const {height} = page.body.getBoundingClientRect();
    const size: FigureSize = {figure: id, title: page.title, height: Math.ceil(height)};
    parent.postMessage(size, "*"); // a height is no secret, and any page may have us within it
  };
  new ResizeObserver(tell).observe(page.body);
  tell();
}
