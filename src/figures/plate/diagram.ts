import {create} from "d3";
import type {Drawing} from "../../components/axes.js";

/** What a reader does to the model by pressing its parts. */
export interface PlateActions {
  /** Draws z from the prior. */
  drawZ(): void;
  /** Draws x from the decoder. */
  drawX(): void;
  /** Asks the encoder for q. */
  askQ(): void;
  /** Draws many images, as the plate says. */
  repeat(): void;
}

const [z, x] = [
  {x: 170, y: 66},
  {x: 170, y: 186}
];
const radius = 26;
const [theta, phi] = [
  {x: 300, y: 126},
  {x: 40, y: 66}
];
const plate = {left: 92, top: 18, width: 156, height: 226};

/**
 * Returns the directed graph of the paper’s Figure 1, whose parts are buttons: solid arrows make
 * the image, dashed ones go back from it, and what is in the plate is there once for each image.
 */
export function plateDiagram({drawZ, drawX, askQ, repeat}: PlateActions): SVGSVGElement {
  const svg = create("svg").attr("class", "plate-diagram").attr("viewBox", "0 0 340 256");
  svg.attr("role", "group").attr("aria-label", "the model as a directed graph");
  arrowHeads(svg);
  const box = button(svg, "draw twelve images, × N", repeat).attr("class", "plate");
  box.append("rect").attr("x", plate.left).attr("y", plate.top).attr("rx", 8);
  box.select("rect").attr("width", plate.width).attr("height", plate.height);
  box
    .append("text")
    .attr("x", plate.left + plate.width - 12)
    .attr("y", 234)
    .text("× N");

  const generative = svg.append("g").attr("class", "solid");
  const arrow = (group: Drawing<SVGGElement>, d: string) =>
    group.append("path").attr("d", d).attr("marker-end", "url(#plate-arrow)");
  arrow(generative, `M${theta.x - 16},${theta.y - 8}L${z.x + radius + 4},${z.y + 14}`);
  arrow(generative, `M${theta.x - 16},${theta.y + 8}L${x.x + radius + 4},${x.y - 14}`);
  arrow(generative, `M${z.x},${z.y + radius}V${x.y - radius - 4}`).attr("data-term", "likelihood");
  const back = button(svg, "ask the encoder for q", askQ).attr("class", "dashed of-q");
  back.attr("data-term", "q");
  const curve = `M${x.x - 20},${x.y - 17}C${x.x - 62},${x.y - 42} ${z.x - 62},${z.y + 42} ${z.x - 23},${z.y + 17}`;
  back.append("path").attr("class", "wide").attr("d", curve);
  arrow(back, curve);
  arrow(back, `M${phi.x + 16},${phi.y}H${z.x - radius - 4}`);
  back.append("text").attr("x", phi.x).attr("y", phi.y).text("φ");
  svg.append("text").attr("x", theta.x).attr("y", theta.y).text("θ");

  node(button(svg, "draw z from the prior", drawZ).attr("class", "node of-z"), "z", z);
  node(button(svg, "draw x from the decoder", drawX).attr("class", "node of-x seen"), "x", x);
  return svg.node()!;
}

function arrowHeads(svg: Drawing<SVGSVGElement>): void {
  const head = svg.append("defs").append("marker").attr("id", "plate-arrow");
  head.attr("viewBox", "0 0 8 8").attr("refX", 6).attr("refY", 4).attr("orient", "auto");
  head.attr("markerWidth", 8).attr("markerHeight", 8);
  head.append("path").attr("d", "M0,0L8,4L0,8z").attr("fill", "context-stroke");
}

function node(group: Drawing<SVGGElement>, name: string, at: {x: number; y: number}): void {
  group.attr("data-term", name);
  group.append("circle").attr("cx", at.x).attr("cy", at.y).attr("r", radius);
  group.append("text").attr("x", at.x).attr("y", at.y).text(name);
}

/** Returns a part of the drawing that can be pressed, by pointer and by keyboard. */
function button(svg: Drawing<SVGSVGElement>, label: string, act: () => void): Drawing<SVGGElement> {
  const group = svg.append("g").attr("role", "button").attr("tabindex", 0);
  group.attr("aria-label", label);
  group.on("click", act).on("keydown", (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
  return group;
}
