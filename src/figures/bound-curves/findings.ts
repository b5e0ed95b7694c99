import {format} from "d3";
import {informationFormat, quantity} from "../../components/information.js";
import {plainTable} from "../../components/plain-table.js";
import {datasetFacts} from "../../formats/dataset.js";
import type {DatasetId} from "../../formats/images.js";
import {shownUnit} from "../../state/unit.js";
import {experimentPanels} from "../../training/experiments/page-runs.js";
import type {ExperimentPanel, PageRun} from "../../training/experiments/page-runs.js";
import {methodNames} from "../../training/experiments/run-facts.js";
import {runLatents} from "./latent-bars.js";
import {latentsText, panelRows} from "./panels.js";

/** How AEVB and wake-sleep compare in one panel, as far as both are recorded; in nats per image. */
export interface PanelFinding {
  panel: ExperimentPanel;
  /** The farthest count of images at which both have a bound. */
  images: number;
  /** The bound on held-out images there: means over the seeds that have come so far. */
  aevb: number;
  wakeSleep: number;
  /** Where wake-sleep is ahead, if it is anywhere, and by how much at most. */
  behind: Behind | undefined;
}

/** Where a method is ahead of the other: first and last, in images seen, and how often. */
interface Behind {
  from: number;
  to: number;
  /** At so many of the points from the first to the last. */
  points: number;
  of: number;
  /** The greatest lead, in nats. */
  most: number;
}

/** Returns what the record says of each panel in which both methods are; others are left out. */
export function panelFindings(runs: readonly PageRun[]): PanelFinding[] {
  return panelRows(experimentPanels(runs))
    .flatMap(({panels}) => panels)
    .flatMap((panel) => {
      const [aevb, wakeSleep] = ["aevb", "wake-sleep"].map((name) =>
        panel.methods.find(({method}) => method === name)
      );
      if (aevb === undefined || wakeSleep === undefined) return [];
      const [ours, theirs] = [aevb.runs, wakeSleep.runs].map(meanBounds);
      const shared = [...ours.keys()].filter((images) => theirs.has(images));
      const images = shared.at(-1);
      if (images === undefined) return [];
      const lost = shared.filter((seen) => theirs.get(seen)! > ours.get(seen)!);
      const finding: PanelFinding = {
        panel,
        images,
        aevb: ours.get(images)!,
        wakeSleep: theirs.get(images)!,
        behind:
          lost.length === 0
            ? undefined
            : behindOf(lost, shared, (seen) => theirs.get(seen)! - ours.get(seen)!)
      };
      return [finding];
    });
}

/** Returns a table of how AEVB and wake-sleep compare in each panel. */
export function findingsTable(findings: readonly PanelFinding[]): HTMLTableElement {
  const rows = findings.map(({panel, images, aevb, wakeSleep, behind}) => [
    datasetFacts[panel.plan.dataset].title,
    String(panel.plan.latentSize),
    count(images),
    quantity(aevb, ".1f"),
    quantity(wakeSleep, ".1f"),
    quantity(aevb - wakeSleep, ".1f"),
    behind === undefined ? "never" : `last at ${count(behind.to)}`
  ]);
  return plainTable(
    ["data", "latents", "images seen", "AEVB", "wake-sleep", "AEVB’s lead", "wake-sleep ahead"],
    rows
  );
}

function behindOf(
  lost: readonly number[],
  shared: readonly number[],
  lead: (images: number) => number
): Behind {
  const [from, to] = [lost[0], lost.at(-1)!];
  return {
    from,
    to,
    points: lost.length,
    of: shared.filter((images) => images >= from && images <= to).length,
    most: Math.max(...lost.map(lead))
  };
}

/** Returns the mean bound on held-out images over runs, by the count of images. */
function meanBounds(runs: readonly PageRun[]): Map<number, number> {
  const found = new Map<number, number[]>();
  for (const {curve} of runs) {
    for (const [i, images] of curve.imagesSeen.entries()) {
      const elbo = curve.heldOut?.elbo[i];
      if (elbo !== undefined) found.set(images, [...(found.get(images) ?? []), elbo]);
    }
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return new Map(
    Array.from(found, ([images, values]): [number, number] => [images, mean(values)]).toSorted(
      ([a], [b]) => a - b
    )
  );
}

const nats = informationFormat(".1f");
const count = format(",");
const of = (dataset: DatasetId, findings: readonly PanelFinding[]) =>
  findings.filter(({panel}) => panel.plan.dataset === dataset);

/** Returns whether AEVB ends higher, and by how much, in a sentence. */
export function endSentence(findings: readonly PanelFinding[]): string {
  const leads = findings.map(({aevb, wakeSleep}) => aevb - wakeSleep);
  const ahead = leads.filter((lead) => lead > 0).length;
  const [least, most] = [Math.min(...leads), Math.max(...leads)].map(nats);
  const when = "after as many images as both have seen";
  return ahead === leads.length
    ? `AEVB is higher in each of the ${ahead} panels, by ${least} to ${most} ${shownUnit()} ${when}, as in the paper.`
    : `AEVB is higher in ${ahead} of ${leads.length} panels: its lead is from ${least} to ${most} ${shownUnit()} ` +
        `${when}. In the paper it is higher in every panel.`;
}

/** Returns where wake-sleep is ahead on the way, in a sentence. */
export function earlySentence(findings: readonly PanelFinding[]): string {
  const lost = findings.filter(({behind}) => behind !== undefined);
  if (lost.length === 0) return "Wake-sleep is ahead at no point of any panel.";
  const parts = lost.map(({panel, behind}) => {
    const {from, to, most, points, of: all} = behind!;
    const range = `from ${count(from)} to ${count(to)} images`;
    const when =
      from === to
        ? `after ${count(from)} images`
        : points === all
          ? range
          : `at ${points} of the ${all} points ${range}`;
    return `${panelName(panel)} ${when}, by ${nats(most)} ${shownUnit()} at most`;
  });
  return `Wake-sleep is ahead on the way in ${lost.length} of ${findings.length} panels: ${parts.join("; ")}.`;
}

/** Returns a panel’s name in a sentence. */
function panelName({plan}: ExperimentPanel): string {
  return `with ${latentsText(plan)} on ${datasetFacts[plan.dataset].title}`;
}

/** A panel’s lead of AEVB at a count of images, in nats. */
interface Lead {
  latents: number;
  lead: number;
}

/** Returns the leads of AEVB at the last count that all panels of a data set have. */
function sharedLeads(
  dataset: DatasetId,
  findings: readonly PanelFinding[]
): {images: number; leads: Lead[]} | undefined {
  const members = of(dataset, findings);
  if (members.length < 2) return undefined;
  const images = Math.min(...members.map((finding) => finding.images));
  const leads = members.map(({panel}) => {
    const [ours, theirs] = ["aevb", "wake-sleep"].map((name) =>
      meanBounds(panel.methods.find(({method}) => method === name)!.runs).get(images)!
    );
    return {latents: panel.plan.latentSize, lead: ours - theirs};
  });
  return {images, leads};
}

/** Returns whether the lead of AEVB widens with the latents, in a sentence. */
export function widthSentence(dataset: DatasetId, findings: readonly PanelFinding[]): string {
  const shared = sharedLeads(dataset, findings);
  if (shared === undefined) return "";
  const {images, leads} = shared;
  const widens = leads.every(({lead}, i) => i === 0 || lead > leads[i - 1].lead);
  const list = leads.map(({latents, lead}) => `${nats(lead)} with ${latents}`).join(", ");
  const [first, last] = [leads[0], leads.at(-1)!];
  const verdict = widens
    ? "It widens with every step."
    : last.lead > first.lead
      ? "It is wider with the most latents than with the fewest, but not at every step."
      : "It does not widen with the latents.";
  return (
    `On ${datasetFacts[dataset].title} the lead of AEVB in ${shownUnit()}, after ${count(images)} images, ` +
    `which all panels have reached, is ${list} latents. ${verdict}`
  );
}

/**
 * Returns by how much a run overfits, in nats: what the bound on training images gains on that on
 * held-out ones from its first point to its last. The difference itself tells little: the first
 * images of one set may be harder than those of the other.
 */
function overfit({curve: {train, heldOut}}: PageRun): number {
  if (train === undefined || heldOut === undefined) return NaN;
  const [first, last] = [0, -1].map((i) => train.elbo.at(i)! - heldOut.elbo.at(i)!);
  return last - first;
}

/** Returns by how much AEVB overfits at most, and with the most latents, in a sentence. */
export function overfitSentence(dataset: DatasetId, runs: readonly PageRun[]): string {
  const ours = runs.filter(({plan}) => plan.method === "aevb" && plan.dataset === dataset);
  const worst = ours.reduce((a, b) => (overfit(b) > overfit(a) ? b : a));
  const largest = ours.reduce((a, b) => (b.plan.latentSize > a.plan.latentSize ? b : a));
  const gain = (run: PageRun) =>
    `${overfit(run) < 0 ? "loses" : "gains"} ${nats(Math.abs(overfit(run)))} ${shownUnit()}`;
  const others =
    worst === largest
      ? ", and that is where there are most"
      : `, and ${gain(largest)} with ${largest.plan.latentSize}`;
  return (
    `From the first point of its curve to the last, AEVB’s bound on training images of ` +
    `${datasetFacts[dataset].title} ${gain(worst)} on that on held-out ones at most, with ` +
    `${latentsText(worst.plan)}${others}.`
  );
}

/** Returns what more latents than needed do to AEVB's bound and how many are used, in a sentence. */
export function superfluousSentence(dataset: DatasetId, runs: readonly PageRun[]): string {
  const panels = experimentPanels(runs)
    .filter(({plan, methods}) => plan.dataset === dataset && methods.some(isAevb))
    .toSorted((a, b) => a.plan.latentSize - b.plan.latentSize);
  const [fewer, more] = panels.slice(-2);
  if (more === undefined) return "";
  const [ofFewer, ofMore] = [fewer, more].map((panel) =>
    meanBounds(panel.methods.find(isAevb)!.runs)
  );
  const images = [...ofMore.keys()].filter((seen) => ofFewer.has(seen)).at(-1);
  if (images === undefined) return "";
  const change = ofMore.get(images)! - ofFewer.get(images)!;
  const used = runLatents(more).find(({run}) => run.plan.method === "aevb");
  const active = used === undefined ? "" : `; ${used.active} of the ${used.kl.length} are active`;
  return (
    `With ${more.plan.latentSize} latents in the place of ${fewer.plan.latentSize}, AEVB’s bound ` +
    `on held-out images of ${datasetFacts[dataset].title} is ${nats(Math.abs(change))} ${shownUnit()} ` +
    `${change < 0 ? "lower" : "higher"} after ${count(images)} images${active}.`
  );
}

/** Returns how many latents are used where there are most, in a sentence. */
export function usesSentence(dataset: DatasetId, runs: readonly PageRun[]): string {
  const panel = experimentPanels(runs)
    .filter(({plan, methods}) => plan.dataset === dataset && methods.some(isAevb))
    .toSorted((a, b) => b.plan.latentSize - a.plan.latentSize)[0];
  const latents = runLatents(panel);
  const used = latents.map(({run, active}) => `${methodNames[run.plan.method]} uses ${active}`);
  const {kl} = latents.find(({run}) => isAevb(run.plan))!;
  const total = kl.reduce((sum, one) => sum + one, 0);
  let half = 0;
  for (let sum = 0; sum < total / 2; ++half) sum += kl[half];
  return (
    `Of ${kl.length} latents ${used.join(" and ")}. Half of AEVB’s divergence, which is ` +
    `${nats(total)} ${shownUnit()}, is carried by ${half} of them.`
  );
}

const isAevb = ({method}: {method: string}) => method === "aevb";
