import {create} from "d3";
import {importLater} from "../async/once.js";
import {whenHiddenLong} from "../async/pace.js";
import {actionButton} from "../components/buttons.js";
import {notice} from "../components/notice.js";
import {datasetFacts} from "../formats/dataset.js";
import type {LiveReport} from "../training/experiments/live-session.js";
import type {ExperimentPanel} from "../training/experiments/page-runs.js";
import type {ExperimentPlan} from "../training/experiments/plan.js";
import {methodNames} from "../training/experiments/run-facts.js";
import {durationText, minutesPerMillion} from "../training/pace.js";
import type {OwnCurves} from "./own-curves.js";
import type {OwnRun} from "./own-run.js";

/** Buttons that run a panel's methods in the page, and how that goes. */
export interface OwnRunBar extends HTMLElement {
  /** The runs that there are, also when they rest or have ended. */
  readonly curves: OwnCurves | undefined;
  /** Ends the runs and forgets their curves. */
  forget(): void;
  /** Ends the runs, and whatever waits for the page to be hidden. */
  stop(): void;
}

/** Options for ownRunBar. */
interface OwnRunBarOptions {
  /** Returns the panel that is open. */
  panel: () => ExperimentPanel;
  /** Told when there are other curves. */
  onChange: () => void;
  /** Returns what else there is to say of the runs of a panel, in sentences. */
  remarks?: (panel: ExperimentPanel) => string;
}

/** A page that is hidden for so long lets its runs rest, in milliseconds. */
const HIDDEN_LIMIT = 60_000;

type Phase = "none" | "loading" | LiveReport["status"] | "failed";

const mainNames: Record<Phase, string> = {
  none: "Run mine",
  loading: "Loading…",
  running: "Pause",
  paused: "Continue",
  finished: "Run mine again",
  failed: "Run mine again"
};

/** Returns the buttons and lines; nothing runs yet. */
export function ownRunBar({panel, onChange, remarks = () => ""}: OwnRunBarOptions): OwnRunBar {
  const element = create("div").attr("class", "own-run");
  const row = element.append("div").attr("class", "action-buttons");
  const main = row.append(() => actionButton("", toggle)).node()!;
  main.classList.add("main-action");
  const away = row.append(() => actionButton("Remove mine", forget)).node()!;
  const line = element.append("p").attr("class", "own-progress");
  const note = element.append("p").attr("class", "own-note");
  const says = notice("the run in this page");
  element.append(() => says);
  let phase: Phase = "none";
  let present: {run?: OwnRun; curves: OwnCurves; off: AbortController} | undefined;

  function show(): void {
    main.textContent = mainNames[phase];
    main.disabled = phase === "loading";
    away.hidden = phase === "none";
    line.text(present === undefined ? "" : progressText(present.curves));
    note.text(present?.run === undefined ? "" : noteText(present.curves.panel, present.run));
  }

  function noteText(of: ExperimentPanel, run: OwnRun): string {
    return `${ownNote(of.plan, run.plans[0], run)} ${remarks(of)}`;
  }
  async function begin(): Promise<void> {
    forget();
    const curves: OwnCurves = {panel: panel(), plans: [], runs: [], isReal: false};
    const mine: NonNullable<typeof present> = {curves, off: new AbortController()};
    present = mine;
    phase = "loading";
    says.say("Fetching what trains…");
    show();
    const isPresent = () => present === mine;
    const fail = (error: unknown) => {
      if (!isPresent()) return;
      phase = "failed";
      says.fail(error);
      show();
    };
    try {
      // What runs need is loaded only now.
      const {openOwnRun} = await importLater(() => import("./own-run.js"), "what trains");
      const run = await openOwnRun(mine.curves.panel, {
        onLoading: (text) => isPresent() && says.say(text),
        onReport({status, runs}) {
          if (!isPresent()) return;
          phase = status;
          mine.curves = {...mine.curves, runs};
          says.say("");
          show();
          onChange();
        },
        onFailure: fail,
        signal: mine.off.signal
      });
      if (!isPresent()) return run.stop();
      mine.run = run;
      mine.curves = {...mine.curves, plans: run.plans, isReal: run.isReal};
      show();
    } catch (error) {
      fail(error);
    }
  }
  function toggle(): void {
    if (phase === "running") present?.run?.pause();
    else if (phase === "paused") present?.run?.continue();
    else void begin();
  }
  function forget(): void {
    present?.off.abort();
    present?.run?.stop();
    present = undefined;
    phase = "none";
    says.say("");
    show();
    onChange();
  }
  const unwatch = whenHiddenLong(document, HIDDEN_LIMIT, {
    atOnce() {},
    afterLong() {
      if (phase !== "running") return;
      present?.run?.pause();
      says.say("The run rests: this page was hidden for more than a minute.");
    }
  });

  show();
  const bar = Object.assign(element.node()!, {
    forget,
    stop(): void {
      unwatch();
      present?.off.abort();
      present?.run?.stop();
    }
  });
  return Object.defineProperty(bar, "curves", {
    get: () => present?.curves
  }) as unknown as OwnRunBar;
}

/** Returns how far runs are, and how long a million images take. */
export function progressText({panel, runs}: Pick<OwnCurves, "panel" | "runs">): string {
  const parts = runs.map(({imagesSeen, seconds, measuring}, i) => {
    const name = methodNames[panel.methods[i].method];
    const pace = minutesPerMillion(imagesSeen / seconds);
    const each = seconds > 0 ? `, ${pace.toPrecision(2)} min per million` : "";
    const share = measuring && Math.round((100 * measuring.done) / measuring.of);
    const now = share === undefined ? "" : `, measuring log p(x): ${share} %`;
    const images = `${imagesSeen.toLocaleString("en")} images`;
    return `${name}: ${images} in ${durationText(seconds)}${each}${now}`;
  });
  return parts.join(" · ");
}

/** Returns what differs between the plan of a recorded run and that of one in the page. */
export function ownNote(
  recorded: ExperimentPlan,
  own: ExperimentPlan,
  {isReal}: Pick<OwnRun, "isReal">
): string {
  const count = (number: number) => number.toLocaleString("en");
  const {title} = datasetFacts[recorded.dataset];
  const of = isReal
    ? `${count(own.trainImages)} of the record’s ${count(recorded.trainImages)} images of ${title}`
    : `${count(own.trainImages)} images that a shipped decoder makes up, since this site carries ` +
      `none of ${title}`;
  const compared = isReal ? "." : ": its curves are not to be compared.";
  const isSame =
    isReal &&
    own.trainImages === recorded.trainImages &&
    own.measuredImages === recorded.measuredImages;
  if (isSame) {
    return (
      `The plan, the seed (${own.seed}), the step sizes and the images are those of the record: ` +
      "the curves should lie on it."
    );
  }
  return (
    `The plan and the step sizes are those of the record, but it learns from ${of}, and is ` +
    `measured on ${count(own.measuredImages)}${compared}`
  );
}
