import {create, format} from "d3";
import {actionButtons} from "../../components/buttons.js";
import type {Notice} from "../../components/notice.js";
import type {KeptRuns, LeftRun} from "./kept-runs.js";
import type {CurrentRun} from "./run.js";
import {describeLeft} from "./show.js";

/** A run of less than this is made anew in the time that a question takes, in seconds. */
const WORTH_ASKING = 1;

const thousands = format(",");

/** Sees to it that no run is lost without a question. */
export interface Keeping {
  /**
   * Does what begins another run: at once if none is lost by it, else when the reader has said
   * what is to become of the one that was left here, or of the page’s own.
   *
   * @param losesCurrent whether the page’s own run ends by it; defaults to true
   */
  ask(act: () => void, options?: {losesCurrent?: boolean}): void;
  /** Keeps the page’s run, if it is worth a question, for what ends it without one. */
  shelve(): Promise<void>;
  /** Offers to go on with the run that was left here last, and lists the others. */
  open(): Promise<void>;
}

/** What Keeping works with. */
export interface KeepingParts {
  kept: KeptRuns;
  notice: () => Pick<Notice, "say" | "fail" | "scrollIntoView">;
  list: () => Pick<KeptList, "show">;
  current: () => CurrentRun | undefined;
  /** Goes on with a run that was left here. */
  goOn: (run: LeftRun) => void;
}

/** Returns what asks before a run is lost. */
export function keeping({kept, notice, list, current, goOn}: KeepingParts): Keeping {
  /** The run that is offered, and not yet decided about. */
  let offered: LeftRun | undefined;
  let others: LeftRun[] = [];

  function show(): void {
    list().show(
      others.map((run) => ({
        text: describeLeft(run),
        actions: [
          [run.isOver ? "Show it" : "Go on with it", () => ask(() => resume(run), {left: false})],
          ["Forget it", () => askToForget(run)]
        ]
      }))
    );
  }

  function resume(run: LeftRun): void {
    others = others.filter((other) => other !== run);
    if (offered !== undefined && offered !== run) others.unshift(offered);
    offered = undefined;
    notice().say("");
    show();
    goOn(run);
  }

  function askToForget(run: LeftRun): void {
    const forget = () => {
      if (offered === run) offered = undefined;
      others = others.filter((other) => other !== run);
      notice().say("");
      show();
      kept.forget(run.name).catch(notice().fail);
    };
    notice().say(`Keep the run of ${thousands(run.imagesSeen)} images?`, [
      ["Keep it", () => (run === offered ? offer() : notice().say(""))],
      ["Forget it", forget]
    ]);
  }

  function offer(): void {
    if (offered === undefined) return;
    const run = offered;
    notice().say(`A run was left here: ${describeLeft(run)}.`, [
      [run.isOver ? "Show it" : "Go on with it", () => resume(run)],
      ["Forget it", () => askToForget(run)]
    ]);
  }

  /** Returns the page’s own run, if it is worth a question, as one that is left. */
  function atStake(): LeftRun | undefined {
    const {plan, report} = current() ?? {};
    if (plan === undefined || report === undefined) return undefined;
    // The weights of a run that has diverged are no numbers.
    if (report.status === "diverged" || report.seconds < WORTH_ASKING) return undefined;
    const {imagesSeen, seconds, status} = report;
    const isOver = status === "finished";
    return {name: kept.name(), plan, imagesSeen, seconds, isOver, savedAt: new Date()};
  }

  function ask(act: () => void, {losesCurrent = true, left = true} = {}): void {
    const own = losesCurrent ? atStake() : undefined;
    const run = own ?? (left && current() === undefined ? offered : undefined);
    if (run === undefined) {
      if (losesCurrent && current() !== undefined) kept.replace(kept.name());
      act();
      return;
    }
    const decided = (isKept: boolean) => {
      if (run === offered) offered = undefined;
      if (isKept) others.unshift(run);
      else kept.replace(run.name);
      notice().say("");
      show();
      act();
    };
    const live = own && current()!.run;
    const keepBoth = () => {
      if (live === undefined) decided(true);
      else kept.insist(live).then(() => decided(true), notice().fail);
    };
    notice().say(`Keep the run of ${thousands(run.imagesSeen)} images?`, [
      ["Keep both", keepBoth],
      ["Replace", () => decided(false)]
    ]);
    notice().scrollIntoView({block: "nearest"});
  }

  return {
    ask,
    async shelve() {
      const run = atStake();
      if (run === undefined) return;
      await kept.insist(current()!.run);
      others.unshift(run);
      show();
    },
    async open() {
      const {runs, complaints} = await kept.find();
      for (const complaint of complaints) notice().fail(complaint);
      // A complaint keeps its place, and what has begun meanwhile its own.
      if (complaints.length === 0 && current() === undefined) offered = runs.shift();
      others.push(...runs.filter(({name}) => name !== kept.name()));
      show();
      offer();
    }
  };
}

/** A list of runs that are kept in this browser, each with what can be done with it. */
export interface KeptList extends HTMLElement {
  show(
    runs: readonly {text: string; actions: readonly (readonly [text: string, act: () => void])[]}[]
  ): void;
}

/** Returns a list, which is hidden while it is empty. */
export function keptList(): KeptList {
  const element = create("div").attr("class", "kept-runs");
  element.append("p").text("Kept in this browser:");
  const list = element.append("ul");
  element.property("hidden", true);
  return Object.assign(element.node()!, {
    show(runs: Parameters<KeptList["show"]>[0]) {
      element.property("hidden", runs.length === 0);
      list.selectAll("li").remove();
      for (const {text, actions} of runs) {
        const item = list.append("li").text(text);
        item.append(() => actionButtons(actions, text));
      }
    }
  });
}
