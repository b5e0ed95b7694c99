import {format} from "d3";
import {informationFormat} from "../../components/information.js";
import {shownUnit} from "../../state/unit.js";
import {lastSeen, type PageRun} from "../../training/experiments/page-runs.js";
import {DRAW_UPDATES, type Method} from "../../training/experiments/plan.js";
import {methodNames} from "../../training/experiments/run-facts.js";
import type {Contestant, CurveAxis, LikelihoodPanel} from "./panels.js";

const nats = informationFormat(".1f");
const twoDecimals = informationFormat(".2f");
const count = format(",");

/** A mean difference of log p(x) on held-out images, in nats, and where it was taken. */
export interface Lead {
  /** How far one is ahead of the other: < 0 where it is behind. */
  nats: number;
  /** In images seen or seconds of learning. */
  at: number;
}

/**
 * Returns how far one contestant is ahead of another as far as both go: after the same images, or
 * after the same time of learning. It is a mean over the seeds that both have there; undefined where
 * there is none.
 */
export function leadOf(a: Contestant, b: Contestant, axis: CurveAxis): Lead | undefined {
  const pairs = pairsOf(a, b);
  if (pairs.length === 0) return undefined;
  const ends = pairs.map((pair) => Math.min(...pair.map(({curve}) => curve[axis].at(-1)!)));
  // Of images, as far as any pair goes; of time, which differs from seed to seed, as far as all go.
  const at = axis === "imagesSeen" ? Math.max(...ends) : Math.min(...ends);
  const reaching = pairs.filter((_, i) => ends[i] >= at);
  return {
    at,
    nats: meanOf(reaching.map(([x, y]) => heldOutAt(x, axis, at) - heldOutAt(y, axis, at)))
  };
}

/** Returns the runs of two contestants of the same seeds, in pairs. */
function pairsOf(a: Contestant, b: Contestant): [PageRun, PageRun][] {
  return a.runs.flatMap((run) => {
    const other = b.runs.find(({plan}) => plan.seed === run.plan.seed);
    return other === undefined ? [] : [[run, other] as [PageRun, PageRun]];
  });
}

/** Returns log p(x) on held-out images, straight between two points on a logarithmic axis. */
function heldOutAt({curve}: PageRun, axis: CurveAxis, at: number): number {
  const [x, y] = [curve[axis], curve.likelihood!.heldOut.estimate];
  const after = x.findIndex((value) => value >= at);
  if (after <= 0 || x[after] === at) return y[Math.max(0, after)];
  const share = Math.log(at / x[after - 1]) / Math.log(x[after] / x[after - 1]);
  return y[after - 1] + share * (y[after] - y[after - 1]);
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value / values.length, 0);

/** Returns a contestant of a panel, by its method, with the usual trial of step sizes or a longer one. */
function contestant(
  {contestants}: LikelihoodPanel,
  method: Method,
  isLonger = false
): Contestant | undefined {
  return contestants.find((one) => one.method === method && one.isLonger === isLonger);
}

const images = ({trainImages}: LikelihoodPanel) => `with ${count(trainImages)} training images`;
const side = ({nats: lead}: Lead) =>
  `${nats(Math.abs(lead))} ${shownUnit()} ${lead < 0 ? "behind" : "ahead of"}`;
const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

/** Returns how Monte Carlo EM stands beside AEVB after equal images and equal time, in sentences. */
export function mcemSentence(panels: readonly LikelihoodPanel[]): string {
  const parts = panels.flatMap((panel) => {
    const [mcem, aevb] = [contestant(panel, "mcem"), contestant(panel, "aevb")];
    if (mcem === undefined || aevb === undefined) return [];
    const [byImages, byTime] = [leadOf(mcem, aevb, "imagesSeen"), leadOf(mcem, aevb, "seconds")];
    if (byImages === undefined || byTime === undefined) return [];
    return [
      `${images(panel)} Monte Carlo EM is ${side(byImages)} AEVB after ` +
        `${count(byImages.at)} images seen, and ${side(byTime)} it after ` +
        `${Math.round(byTime.at)} seconds of learning`
    ];
  });
  return sentences(parts);
}

/**
 * Returns whether the record says what the paper does, that Monte Carlo EM is not for many images, and
 * whether it is otherwise with few.
 */
export function mcemVerdict(panels: readonly LikelihoodPanel[]): string {
  const leads = panels.flatMap((panel) => {
    const [mcem, aevb] = [contestant(panel, "mcem"), contestant(panel, "aevb")];
    const lead = mcem && aevb && leadOf(mcem, aevb, "seconds");
    return lead === undefined ? [] : [{panel, isBehind: lead.nats < 0}];
  });
  if (leads.length < 2) return "";
  const [few, many] = [leads[0], leads.at(-1)!];
  const ofMany = `${images(many.panel)} it is ${many.isBehind ? "" : "not "}behind here`;
  const link = many.isBehind === few.isBehind ? ", and so it is" : "; it is the other way round";
  return `${capital(ofMany)}${link} ${images(few.panel)}.`;
}

/** Returns how AEVB stands with the step size of a longer trial; nothing where no such run is. */
export function longerSentence(panels: readonly LikelihoodPanel[]): string {
  const found = panels.flatMap((panel) => {
    const [longer, usual] = [contestant(panel, "aevb", true), contestant(panel, "aevb")];
    return longer === undefined || usual === undefined ? [] : [{panel, longer, usual}];
  });
  if (found.length === 0) return "";
  const [{longer: first, usual: before}] = found;
  const parts = found.map(({panel, longer, usual}) => {
    const others = [usual, contestant(panel, "mcem"), contestant(panel, "wake-sleep")];
    const leads = others.flatMap((other) => {
      const lead = other && leadOf(longer, other, "imagesSeen");
      if (lead === undefined) return [];
      return [
        `${side(lead)} ${other === usual ? `itself at ${usual.runs[0].rate}` : methodNames[other!.method]}`
      ];
    });
    return `${images(panel)} it is then ${listed(leads)} after ${count(lastSeen(longer.runs[0]))} images seen`;
  });
  return (
    `A trial of ${first.setting.plan.trialSteps} minibatches instead of ` +
    `${before.setting.plan.trialSteps} chooses ${first.runs[0].rate} for AEVB instead of ` +
    `${before.runs[0].rate}. ${sentences(parts)}`
  );
}

/** Returns where wake-sleep is ahead of AEVB on the way, and where they end, in sentences. */
export function wakeSleepSentence(panels: readonly LikelihoodPanel[]): string {
  const parts = panels.flatMap((panel) => {
    const [ours, theirs] = [contestant(panel, "aevb"), contestant(panel, "wake-sleep")];
    if (ours === undefined || theirs === undefined) return [];
    const end = leadOf(theirs, ours, "imagesSeen");
    if (end === undefined) return [];
    const pairs = pairsOf(theirs, ours);
    const points = [...new Set(pairs.flatMap(([{curve}]) => curve.imagesSeen))];
    const leads = points.flatMap((at) => {
      const there = pairs.filter((pair) => pair.every((run) => lastSeen(run) >= at));
      if (there.length === 0) return [];
      const lead = there.map(
        ([x, y]) => heldOutAt(x, "imagesSeen", at) - heldOutAt(y, "imagesSeen", at)
      );
      return [meanOf(lead)];
    });
    const ahead = leads.filter((lead) => lead > 0);
    const most =
      ahead.length === 0 ? "" : `, by ${nats(Math.max(...ahead))} ${shownUnit()} at most`;
    return [
      `${images(panel)} wake-sleep is ahead of AEVB at ${ahead.length} of ${leads.length} ` +
        `points${most}, and ${side(end)} it at the last, after ${count(end.at)} images`
    ];
  });
  return sentences(parts);
}

/** Returns by how much training images are ahead of held-out ones at the ends, in sentences. */
export function trainLeadSentence(panels: readonly LikelihoodPanel[]): string {
  const parts = panels.map((panel) => {
    const gaps = panel.contestants.map(
      ({name, runs}) => `${nats(meanOf(runs.map(endGap)))} (${name})`
    );
    return `${images(panel)} log p(x) ends higher on training images than on held-out ones by ${listed(gaps)} ${shownUnit()}`;
  });
  return sentences(parts);
}

function endGap({curve}: PageRun): number {
  const {train, heldOut} = curve.likelihood!;
  return train.estimate.at(-1)! - heldOut.estimate.at(-1)!;
}

/** Returns what becomes of Monte Carlo EM with more images, and how often its chains moved. */
export function chainsSentence(panels: readonly LikelihoodPanel[]): string {
  const found = panels.flatMap((panel) => {
    const run = contestant(panel, "mcem")?.runs[0];
    return run === undefined ? [] : [{panel, run}];
  });
  if (found.length < 2) return "";
  const [few, many] = [found[0], found.at(-1)!];
  const end = ({run}: (typeof found)[number]) =>
    `${nats(run.curve.likelihood!.heldOut.estimate.at(-1)!)} ${shownUnit()}`;
  const moves = ({run}: (typeof found)[number]) =>
    count(Math.round(lastSeen(run) / (DRAW_UPDATES * run.plan.trainImages)));
  return (
    `After ${count(lastSeen(many.run))} images seen it stands at ${end(many)} on held-out images ` +
    `with ${count(many.panel.trainImages)} training images, and at ${end(few)} with ` +
    `${count(few.panel.trainImages)}. Each training image has a chain of its own, which has moved ` +
    `${moves(many)} times there and ${moves(few)} times here.`
  );
}

/** Returns how far the estimators are apart, and how far one image's estimate is off, at most. */
export function errorSentence(runs: readonly PageRun[]): string {
  const likelihoods = runs.flatMap(({curve}) =>
    curve.likelihood === undefined ? [] : [curve.likelihood.train, curve.likelihood.heldOut]
  );
  const spread = Math.max(...likelihoods.flatMap((one) => one.spread));
  const apart = Math.max(
    ...likelihoods.flatMap(({estimate, importance}) =>
      estimate.map((value, i) => Math.abs(value - importance[i]))
    )
  );
  return (
    `By appendix D one image’s log p(x) is off by ${twoDecimals(spread)} ${shownUnit()} at most, and the mean ` +
    `over all differs from that of importance sampling by ${twoDecimals(apart)} at most.`
  );
}

function sentences(parts: readonly string[]): string {
  return parts.map((part) => `${capital(part)}.`).join(" ");
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
