import {pacedDrawing, whenHiddenLong} from "../../async/pace.js";
import type {RunReport} from "../../training/messages.js";
import type {PresetName, RunPlan} from "../../training/plan.js";
import {parseRunPlan, presets} from "../../training/plan.js";
import type {RunActions, RunPhase, TrainingFigure} from "./figure.js";
import type {Keeping} from "./keeping.js";
import {keeping} from "./keeping.js";
import type {KeptRuns, LeftRun} from "./kept-runs.js";
import type {RecordedChoice} from "./recorded.js";
import type {CurrentRun, RunParts, RunSlot} from "./run.js";
import {runSlot} from "./run.js";
import {
  describeObjective,
  differs,
  diverged,
  showRecorded,
  showReport,
  showSnapshot
} from "./show.js";

/** What the inputs of the figure do. */
export interface TrainingControl extends RunActions {
  preset(id: PresetName): void;
  /** Sets the controls to a plan, as if the reader had. */
  set(plan: RunPlan): void;
  /** Returns what the controls are set to. */
  chosen(): RunPlan;
  /** Says that the reader has changed the controls. */
  changed(): void;
  /** Shows a recorded run, and offers to go on with the run that was kept, if there is one. */
  open(): Promise<void>;
  currentRun(): CurrentRun | undefined;
  /** Begins a run of what the controls are set to, once the reader has agreed to lose another. */
  beginAnew(prepare: () => void): void;
  /** Ends the run, if there is one, and keeps it. */
  drop(): void;
  stop(): void;
}

/** Returns what trains, and shows how it goes. */
export function trainingControl(parts: TrainingParts): TrainingControl {
  const {figure, recorded, kept} = parts;
  let seed = 0;
  const say = (text: string) => figure().notice.say(text);
  const fail = (error: unknown) => figure().notice.fail(error);
  const slot = runSlot({
    images: parts.images,
    kernel: parts.kernel,
    onReport: reported,
    onChange: show,
    onLoading: say,
    onFewImages({batchSize}) {
      figure().controls.value = {...figure().controls.value, batchSize};
      say(`There are ${batchSize} images to train on, so a minibatch takes all of them.`);
    },
    onFailure: fail
  });
  const drawing = pacedDrawing(
    async () => {
      const current = slot.current();
      // A run that ends before it answers has nothing to draw.
      if (current !== undefined) await showSnapshot(figure(), current).catch(() => {});
    },
    () => parts.isSeen() && document.visibilityState === "visible",
    () => performance.now()
  );
  const chosen = () => ({dataset: figure().source.value, seed, ...figure().controls.value});
  const phase = (): RunPhase =>
    slot.isLoading() ? "loading" : (slot.current()?.report?.status ?? "none");

  function show(): void {
    const current = slot.current();
    figure().buttons.show(phase(), current !== undefined && differs(current.plan, chosen()));
    figure().explain(describeObjective(chosen(), current?.images));
  }
  function showRecording(): void {
    const run = recorded.chosen();
    if (slot.current() !== undefined || run === undefined) return;
    showRecorded(figure(), run, recorded.all());
  }
  function changed(): void {
    show();
    const {value} = figure().source;
    recorded.follow(value).then((isOther) => isOther && showRecording(), fail);
  }
  async function begin(paused: boolean): Promise<void> {
    try {
      const plan = parseRunPlan(chosen());
      kept.follow();
      await slot.begin(plan, {paused});
    } catch (error) {
      fail(error);
    }
  }
  function reported(current: CurrentRun, before: RunReport | undefined): void {
    const report = current.report!;
    showReport(figure(), current, before, recorded.all());
    if (report.status === "running") {
      drawing.due();
      kept.due(current.run);
    } else {
      drawing.settle();
      if (report.status !== "diverged") void kept.keep(current.run);
    }
    if (report.status !== before?.status) show();
    if (report.status === "diverged") fail(diverged);
  }
  function set({dataset, seed: theirs, ...fields}: RunPlan): void {
    seed = theirs;
    figure().source.value = dataset;
    figure().controls.value = fields;
    changed();
  }

  async function goOn({name}: LeftRun): Promise<void> {
    try {
      const resume = await kept.load(name);
      set(resume.plan);
      kept.follow(name);
      await slot.begin(resume.plan, {paused: false, resume});
    } catch (error) {
      fail(error);
    }
  }
  const keeper = keeping({
    kept,
    notice: () => figure().notice,
    list: () => figure().kept,
    current: slot.current,
    goOn: (run) => void goOn(run)
  });
  const unwatch = restWhenHidden(slot, kept, say);

  return {
    ...runActions({
      keeper,
      slot,
      phase,
      say,
      begin,
      reseed() {
        seed += 1;
        show();
      }
    }),
    preset(id) {
      const choose = () => {
        figure().controls.value = {...presets[id].plan};
        recorded.choose(id);
        show();
        showRecording();
      };
      // It changes the controls, not the run; only beside one that was left does it begin anew.
      keeper.ask(choose, {losesCurrent: false});
    },
    set,
    chosen,
    changed,
    async open() {
      show();
      showRecording();
      await keeper.open();
    },
    currentRun: slot.current,
    beginAnew(prepare) {
      keeper.ask(() => {
        prepare();
        void begin(false);
      });
    },
    drop() {
      slot.drop(keeper.shelve().catch(fail));
      show();
    },
    stop() {
      unwatch();
      slot.drop();
    }
  };
}

/** Returns what the buttons of a run do. */
function runActions({keeper, slot, phase, say, begin, reseed}: RunActionParts): RunActions {
  const beginAgain = () => void begin(phase() !== "running");
  return {
    toggle() {
      const now = phase();
      if (now !== "running" && now !== "paused") return keeper.ask(() => void begin(false));
      say("");
      const {run} = slot.current()!;
      if (now === "running") run.pause();
      else run.continue();
    },
    step() {
      const current = slot.current();
      if (current !== undefined) current.run.step();
      else keeper.ask(() => void begin(true).then(() => slot.current()?.run.step()));
    },
    reset: () => keeper.ask(beginAgain),
    reseed() {
      keeper.ask(() => {
        reseed();
        if (slot.current() !== undefined) beginAgain();
      });
    }
  };
}

/** What the buttons of a run work with. */
interface RunActionParts {
  keeper: Keeping;
  slot: RunSlot;
  phase: () => RunPhase;
  say: (text: string) => void;
  begin: (paused: boolean) => Promise<void>;
  /** Takes the next seed. */
  reseed: () => void;
}

/** How long a page may be hidden before its run rests, in milliseconds. */
const HIDDEN_LIMIT = 60_000;

/** Keeps a run when the page is hidden, and lets it rest when that is for long. Returns how to stop. */
function restWhenHidden(slot: RunSlot, kept: KeptRuns, say: (text: string) => void): () => void {
  const running = () => {
    const current = slot.current();
    return current?.report?.status === "running" ? current.run : undefined;
  };
  return whenHiddenLong(document, HIDDEN_LIMIT, {
    atOnce() {
      const run = running();
      if (run !== undefined) void kept.keep(run);
    },
    afterLong() {
      const run = running();
      if (run === undefined) return;
      run.pause();
      say("The run rests: this page was hidden for more than a minute.");
    }
  });
}

/** What the figure of section 3 works with. */
interface TrainingParts extends Pick<RunParts, "images" | "kernel"> {
  figure: () => TrainingFigure;
  recorded: RecordedChoice;
  kept: KeptRuns;
  /** Says whether the figure can be seen. */
  isSeen: () => boolean;
}
