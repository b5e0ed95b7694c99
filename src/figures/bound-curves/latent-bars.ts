import {axisLeft, create, format, scaleLinear} from "d3";
import type {Drawing} from "../../components/axes.js";
import {onWidth} from "../../components/axes.js";
import type {DataRow} from "../../components/figure-data.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import {INACTIVE_KL, latentUse} from "../../math/latent-use.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {experimentPanels, lastSeen} from "../../training/experiments/page-runs.js";
import type {ExperimentPanel, PageRun} from "../../training/experiments/page-runs.js";
import {methodNames} from "../../training/experiments/run-facts.js";
import {latentsText, panelRows} from "./panels.js";

/** What a run's latents are used for at its end. */
export interface RunLatents {
  run: PageRun;
  /** The mean KL of each latent, the largest first, in nats per image. */
  kl: number[];
  /** How many of them carry INACTIVE_KL at least. */
  active: number;
}

/** Returns the latents of a panel's runs, one for each method with a q: that which goes farthest. */
export function runLatents({methods}: ExperimentPanel): RunLatents[] {
  return methods.flatMap(({runs: [run]}) => {
    if (run.klPerUnit === undefined) return [];
    const kl = run.klPerUnit.toSorted((a, b) => b - a);
    return [{run, kl, active: latentUse(kl).active}];
  });
}

const frame = {left: 40, top: 58, gap: 16, half: 84, under: 40};
const widths = {least: 300, most: 1060};
const leastPanel = 120;
const widestBar = 14;

/**
 * Returns bars of the KL of each latent, panel by panel: those of AEVB stand on a line, those of
 * wake-sleep hang from it.
 */
export function latentBars(runs: readonly PageRun[]): HTMLElement {
  const element = create("div").attr("class", "latent-bars");
  for (const {title, panels} of panelRows(experimentPanels(runs))) {
    element
      .append("p")
      .attr("class", "panel-name")
      .call(unitLabel, () => `${title}: KL(q‖p(z)) of each latent, ${shownUnit()}`);
    const all = panels.map((panel) => ({panel, latents: runLatents(panel)}));
    const said = () => all.flatMap(({latents}) => latents.map(words)).join("; ");
    const svg = appendImage(element, said());
    const most = Math.max(...all.flatMap(({latents}) => latents.map(({kl}) => kl[0])));
    let width: number = widths.most;
    const draw = () => {
      const room = width - frame.left;
      const fit = Math.max(1, Math.floor((room + frame.gap) / (leastPanel + frame.gap)));
      const lines = Math.ceil(all.length / fit);
      const columns = Math.ceil(all.length / lines);
      const across = (room + frame.gap) / columns - frame.gap;
      const up = frame.top + 2 * frame.half + frame.under;
      svg.attr("viewBox", `0 0 ${width} ${lines * up}`);
      svg.selectAll("g").remove();
      for (const [i, {panel, latents}] of all.entries()) {
        const x = frame.left + (i % columns) * (across + frame.gap);
        const y = Math.floor(i / columns) * up + frame.top;
        const group = svg.append("g").attr("transform", `translate(${x},${y})`);
        drawBars(group, latents, {
          title: latentsText(panel.plan),
          across,
          most,
          hasScale: i % columns === 0
        });
      }
      svg.attr("aria-label", said());
    };
    onWidth(element.node()!, widths, (next) => {
      width = next;
      draw();
    });
    followUnit(svg.node()!, draw);
  }
  giveData(element.node()!, "KL of each latent", () => runs.flatMap(latentRows));
  return element.node()!;
}

function drawBars(
  group: Drawing<SVGGElement>,
  latents: readonly RunLatents[],
  {title, across, most, hasScale}: {title: string; across: number; most: number; hasScale: boolean}
): void {
  group.append("text").attr("class", "panel-title").attr("y", -34).text(title);
  for (const {run, kl, active} of latents) {
    const {method} = run.plan;
    const isHanging = method !== "aevb";
    const length = scaleLinear([0, most], [0, frame.half]);
    const width = Math.min(widestBar, across / kl.length);
    // Bars that are too thin for gaps overlap a little, so that no seams are seen.
    const gap = width > 4 ? 1.5 : -0.5;
    const side = group.append("g").attr("class", `latent-side of-${method}`);
    side
      .selectAll("rect")
      .data(kl)
      .join("rect")
      .attr("class", (value) => (value >= INACTIVE_KL ? "active" : "inactive"))
      .attr("x", (_, unit) => unit * width)
      .attr("width", width - gap)
      // One that carries nothing is still to be seen.
      .attr("height", (value) => Math.max(1, length(value)))
      .attr("y", (value) => frame.half - (isHanging ? 0 : Math.max(1, length(value))));
    const label = side.append("text").attr("class", "curve-name");
    label.attr("y", isHanging ? 2 * frame.half + 18 : -14);
    label.text(`${methodNames[method]}: ${active} active`);
  }
  group.append("path").attr("class", "latent-floor").attr("d", `M0,${frame.half}H${across}`);
  if (!hasScale) return;
  const both = scaleLinear([most, 0, -most], [0, frame.half, 2 * frame.half]);
  const axis = group.append("g").attr("class", "axis");
  axis.call(
    axisLeft(informationScale(both))
      .ticks(6)
      .tickFormat((value) => format("~g")(Math.abs(value.valueOf())))
      .tickSizeOuter(0)
  );
}

function words({run, kl, active}: RunLatents): string {
  const {method, latentSize} = run.plan;
  const largest = informationFormat(".1f")(kl[0]);
  return `${methodNames[method]} with ${latentSize} latents: ${active} active, the largest KL is ${largest} ${shownUnit()}`;
}

function latentRows({id, plan, klPerUnit = [], ...run}: PageRun): DataRow[] {
  return klPerUnit.map((kl, unit) => ({
    run: id,
    data_set: plan.dataset,
    latents: plan.latentSize,
    method: methodNames[plan.method],
    seed: plan.seed,
    images_seen: lastSeen({id, plan, ...run}),
    latent: unit + 1,
    kl_nats: kl,
    active: kl >= INACTIVE_KL ? "yes" : "no"
  }));
}
