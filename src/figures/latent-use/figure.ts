import {create, format} from "d3";
import {onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {numberSlider, type NumberSlider} from "../../components/number-slider.js";
import {picture} from "../../components/picture.js";
import {keepInput} from "../../state/keep.js";
import {wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {LatentRecord} from "../../training/experiments/latents.js";
import {latentColumns} from "./columns.js";
import {rowOf, type Walks} from "./walks.js";

/** The latents of a recorded run: the KL that each carries, and what each does to an image. */
interface LatentUseFigure extends HTMLElement {
  /** The point of the curve, and the column, each from 1. */
  inputs: {point: NumberSlider; latent: NumberSlider};
  reset(): void;
}

const widths = {least: 300, most: 1060};
/** Below this width the columns stand in two rows. */
const narrow = 640;
const count = format(",");
const nats = informationFormat(",.2f");

/** Returns the figure of a record and of its picture. */
export function latentUseFigure(record: LatentRecord, walks: Walks): LatentUseFigure {
  const {curve, values} = record;
  const columns = latentColumnCount(record);
  const points = curve.imagesSeen.length;
  const root = create("div").attr("class", "latent-use");
  const controls = root.append("div").attr("class", "latent-controls");
  const point = numberSlider("images seen", {
    range: [1, points],
    step: 1,
    value: points,
    text: (value) => count(curve.imagesSeen[value - 1])
  });
  const latent = numberSlider("latent, by its KL at the end", {
    range: [1, columns],
    step: 1,
    value: 1,
    text: (value) => (value > record.walks ? `${record.walks + 1} and all after it` : `${value}`)
  });
  controls.append(() => point);
  controls.append(() => latent);
  const reading = root.append("p").attr("class", "latent-reading").attr("role", "status");
  const most = Math.max(...curve.kl.flat());
  const choose = (column: number) => {
    putValue(latent, column + 1);
  };
  const lines = [0, 1].map(() => {
    const one = latentColumns(walks, most, choose);
    root.append(() => one);
    return one;
  });
  const strip = root.append("div").attr("class", "latent-strip").attr("data-readout", "");
  const row = picture({label: "the images of the chosen latent"});
  row.style.aspectRatio = `${walks.columns * walks.width} / ${walks.height}`;
  strip.append(() => row);
  const ends = strip.append("p").attr("class", "latent-ends");
  const names = Array.from({length: columns}, (_, i) => (i < record.walks ? `${i + 1}` : "rest"));

  function show(): void {
    const kl = columnKl(record, point.value - 1);
    const column = latent.value - 1;
    for (const line of lines) {
      line.show(kl);
      line.mark(column);
    }
    row.draw(rowOf(walks, column), walks.columns * walks.width);
    const isOne = column < record.walks;
    ends.text(
      isOne
        ? `z of latent ${column + 1}, from ${minus(values[0])} to ${values.at(-1)!}; the others stay`
        : `latents ${record.walks + 1} to ${record.latentSize}, drawn anew from the prior, ` +
            `${values.length} times; the first ${record.walks} stay`
    );
    const text = latentText(record, point.value - 1);
    // A status that is written anew is read out anew.
    if (reading.text() !== text) reading.text(text);
  }

  for (const input of [point, latent]) input.addEventListener("input", show);
  onWidth(root.node()!, widths, (width) => {
    const across = width < narrow ? Math.ceil(columns / 2) : columns;
    lines[0].lay({from: 0, to: across, across, width}, names);
    lines[1].lay({from: across, to: columns, across, width}, names);
    lines[1].hidden = across === columns;
  });
  giveData(root.node()!, "KL of each latent", () =>
    curve.imagesSeen.flatMap((images, i) =>
      curve.kl[i].map((kl, rank) => ({
        run: record.id,
        images_seen: images,
        latent_by_kl: rank + 1,
        kl_nats: kl
      }))
    )
  );
  show();
  followUnit(root.node()!, show);
  return Object.assign(root.node()!, {
    inputs: {point, latent},
    reset(): void {
      point.value = points;
      latent.value = 1;
      show();
    }
  });
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepLatentUse({inputs}: LatentUseFigure, record: LatentRecord): void {
  keepInput("latents-at", inputs.point, wholeIn([1, record.curve.imagesSeen.length]));
  keepInput("latent", inputs.latent, wholeIn([1, latentColumnCount(record)]));
}

/** Returns the number of columns: one a walk, and one for the rest if there is any. */
export function latentColumnCount({latentSize, walks}: LatentRecord): number {
  return walks + (latentSize > walks ? 1 : 0);
}

/** Returns the KL of each column at a point, in nats per image; of the rest, its mean. */
export function columnKl({curve, walks}: LatentRecord, point: number): number[] {
  const kl = curve.kl[point];
  const rest = kl.slice(walks);
  const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
  return [...kl.slice(0, walks), ...(rest.length > 0 ? [mean] : [])];
}

/** What part of the KL the latents that carry most of it have. */
const SHARE = 0.9;

/**
 * Returns how many latents carry nine tenths of the KL at a point, and all of it, in nats per image.
 */
export function latentShare({curve}: LatentRecord, point: number): {latents: number; kl: number} {
  const sorted = curve.kl[point].toSorted((a, b) => b - a);
  const kl = sorted.reduce((sum, value) => sum + value, 0);
  let [latents, carried] = [0, 0];
  while (carried < SHARE * kl) carried += sorted[latents++];
  return {latents, kl};
}

/** Returns a sentence about a point. */
function latentText(record: LatentRecord, point: number): string {
  const {latents, kl} = latentShare(record, point);
  const rest = columnKl(record, point).at(-1)!;
  return (
    `After ${count(record.curve.imagesSeen[point])} images the KL is ${nats(kl)} ${shownUnit()} per image. ` +
    `${latents} of ${record.latentSize} latents carry ${100 * SHARE} % of it; ` +
    `those from ${record.walks + 1} on carry ${nats(rest)} each.`
  );
}

function minus(value: number): string {
  return String(value).replace("-", "−");
}
