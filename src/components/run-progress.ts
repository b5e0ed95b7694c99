import {create, format} from "d3";
import type {RunReport} from "../training/messages.js";
import {durationText} from "./duration-text.js";

/** How far a run is, and how fast it goes. */
export interface RunProgress extends HTMLElement {
  /**
   * @param report of a run; undefined where there is none
   * @param minutesPerMillion how long a million samples take, in minutes
   */
  show(report: RunReport | undefined, minutesPerMillion: number): void;
}

const thousands = format(",");
const perSecond = format(",.2~r");
const twoDigits = format(".2~r");

/** Returns a bar and a line of numbers. */
export function runProgress(): RunProgress {
  const element = create("div").attr("class", "run-progress");
  const bar = element.append("progress").attr("aria-label", "progress of the run");
  const line = element.append("p").attr("class", "run-numbers");
  const pace = element.append("p").attr("class", "run-pace");

  function show(report: RunReport | undefined, minutesPerMillion: number): void {
    bar.attr("max", report?.totalSteps ?? 1).property("value", report?.step ?? 0);
    line.text(report === undefined ? "No run yet." : numbersOf(report));
    const isKnown = Number.isFinite(minutesPerMillion);
    pace.text(
      `Minutes per million samples: here ${isKnown ? twoDigits(minutesPerMillion) : "–"}, ` +
        "the paper’s machine 20–40."
    );
  }

  show(undefined, Infinity);
  return Object.assign(element.node()!, {show});
}

/** Returns the numbers of a report in a line. */
function numbersOf({step, totalSteps, imagesSeen, seconds, samplesPerSecond, status}: RunReport) {
  const parts = [
    `${thousands(imagesSeen)} images seen`,
    `minibatch ${thousands(step)} of ${thousands(totalSteps)}`,
    `${durationText(seconds)} of training`
  ];
  if (samplesPerSecond > 0) parts.push(`${perSecond(samplesPerSecond)} samples/s`);
  if (samplesPerSecond > 0 && status !== "finished" && status !== "diverged" && step > 0) {
    const left = ((totalSteps - step) * (imagesSeen / step)) / samplesPerSecond;
    parts.push(`${durationText(left)} left`);
  }
  return parts.join(" · ");
}
