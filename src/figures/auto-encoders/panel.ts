import {format} from "d3";
import {giveData, pointRows} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {picture, sheetPixels} from "../../components/picture.js";
import {titledStage} from "../../components/titled-stage.js";
import {createPlainNetwork} from "../../engine/plain-network.js";
import type {CodeDraws} from "../../math/holes.js";
import {COUNTED_DRAWS, drawCoverage, drawsLike, middleRange, nearRadius} from "../../math/holes.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {OpenAutoEncoder} from "../../training/recorded-auto-encoders.js";

/** One model: its codes on the plane, draws among them, and what it decodes from these. */
interface AutoEncoderPanel extends HTMLElement {
  /** Shows a model, with the classes of its codes. */
  open(model: OpenAutoEncoder, labels: string): void;
  /** Draws z, and decodes it; before a model is open nothing is drawn. */
  draw(kind: CodeDraws, seed: number): void;
  /** Says in the place of the sheet what went wrong. */
  fail(error: unknown): void;
}

const side = 6; // images of the sheet’s side
const imageSide = 28; // pixels
const percent = format(".0%");
const nats = informationFormat(".1f");

/** Returns an empty panel. */
export function autoEncoderPanel(title: string): AutoEncoderPanel {
  const element = document.createElement("section");
  element.className = "auto-encoder";
  const stage = titledStage(title, ["z₁", "z₂"], () => place());
  const {inside, x, y} = stage;
  const dots = inside.append("g").attr("class", "code-dots");
  const circles = inside.append("g").attr("class", "code-draws of-z").attr("data-term", "z");
  const sheet = picture({
    width: side * imageSide,
    height: side * imageSide,
    label: `what the decoder of the ${title} makes of draws`
  });
  const reading = document.createElement("p");
  reading.role = "status";
  const pair = document.createElement("div");
  pair.className = "auto-encoder-pair";
  pair.append(stage.element, sheet);
  element.append(pair, reading);
  let shown: {model: OpenAutoEncoder; labels: string; radius: number} | undefined;
  let z = new Float32Array(0);
  let write = (): void => {};

  function place(): void {
    if (shown === undefined) return;
    const {codes} = shown.model;
    const [[left, right], [low, high]] = [x.domain(), y.domain()];
    const isInside = (across: number, up: number) =>
      across >= left && across <= right && up >= low && up <= high;
    const paths = new Map<string, string>();
    Array.from(shown.labels, (label, i) => {
      const [across, up] = [codes[2 * i], codes[2 * i + 1]];
      if (!isInside(across, up)) return;
      const dot = `M${x(across).toFixed(1)},${y(up).toFixed(1)}h0`;
      paths.set(label, (paths.get(label) ?? "") + dot);
    });
    dots
      .selectAll("path")
      .data(paths)
      .join("path")
      .attr("stroke", ([label]) => `var(--class-${label})`)
      .attr("d", ([, path]) => path);
    const points = Array.from({length: side * side}, (_, i) => [z[2 * i], z[2 * i + 1]]);
    circles
      .selectAll("circle")
      .data(points.filter(([across, up]) => isInside(across, up)))
      .join("circle")
      .attr("r", 3.2)
      .attr("cx", ([across]) => x(across))
      .attr("cy", ([, up]) => y(up));
    stage.describe(`${title}: ${shown.labels.length} codes of test images, and ${side ** 2} draws`);
  }

  function open(model: OpenAutoEncoder, labels: string): void {
    shown = {model, labels, radius: nearRadius(model.codes)};
    const [across, up] = [0, 1].map((axis) => middleRange(model.codes, axis));
    const reach = 0.7 * Math.max(across[1] - across[0], up[1] - up[0]);
    const around = ([low, high]: [number, number]) =>
      [(low + high) / 2 - reach, (low + high) / 2 + reach] as const;
    stage.frame(around(across), around(up));
  }

  function draw(kind: CodeDraws, seed: number): void {
    if (shown === undefined) return;
    const {model, radius} = shown;
    z = drawsLike(kind, model.codes, {seed, count: COUNTED_DRAWS});
    place();
    const first = z.slice(0, 2 * side * side);
    const pixels = createPlainNetwork(model.layers).pixels(first, side * side);
    const size = {width: imageSide, height: imageSide};
    sheet.draw(sheetPixels(pixels, side, size), side * imageSide);
    const {holes, reached} = drawCoverage(z, model.codes, radius);
    write = () => {
      reading.textContent =
        `${percent(holes)} of ${COUNTED_DRAWS.toLocaleString("en")} draws fall into holes; ` +
        `${percent(reached)} of the codes have a draw near. ` +
        `−log p(x|z) at the codes: ${nats(-model.reconstruction)} ${shownUnit()}.`;
    };
    write();
  }
  followUnit(element, () => write());

  stage.frame([-1, 1], [-1, 1]);
  giveData(element, `codes of the ${title}`, () =>
    shown === undefined
      ? []
      : pointRows(shown.model.codes, "mu", 2, (i) => ({class: shown!.labels[i]}))
  );
  giveData(element, `draws of the ${title}`, () => pointRows(z, "z"));
  return Object.assign(element, {open, draw, fail: sheet.fail});
}
