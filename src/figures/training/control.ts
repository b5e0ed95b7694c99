import {pacedDrawing, whenHiddenLong} from "../../async/pace.js";
import type {Notice} from "../../components/notice.js";
import type {RunReport} from "../../training/messages.js";
import type {PresetName, RunPlan} from "../../training/plan.js";
import {parseRunPlan, presets} from "../../training/plan.js";
import type {RunState} from "../../training/state.js";
import type {RunActions, RunPhase, TrainingFigure} from "./figure.js";
import type {KeptRun} from "./kept-run.js";
import type {RecordedChoice} from "./recorded.js";
import type {CurrentRun, RunParts, RunSlot} from "./run.js";
import {runSlot} from "./run.js";
import {
  describeObjective,
  differs,
  diverged,
  isOver,
  leftHere,
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
  /** Ends the run, if there is one. */
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
    if (slot.current() === undefined) showRecorded(figure(), recorded.chosen(), recorded.all());
  }
  function changed(): void {
    show();
    const {value} = figure().source;
    recorded.follow(value).then((isOther) => isOther && showRecording(), fail);
  }
  async function begin(paused: boolean): Promise<void> {
    try {
      await slot.begin(parseRunPlan(chosen()), {paused});
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
      void kept.keep(current.run);
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

  function goOn(resume: RunState): void {
    set(resume.plan);
    void slot.begin(resume.plan, {paused: false, resume});
  }
  const unwatch = restWhenHidden(slot, kept, say);

  return {
    toggle() {
      const now = phase();
      say("");
      if (now === "running") slot.current()!.run.pause();
      else if (now === "paused") slot.current()!.run.continue();
      else void begin(false);
    },
    step() {
      const current = slot.current();
      if (current === undefined) void begin(true).then(() => slot.current()?.run.step());
      else current.run.step();
    },
    reset: () => void begin(phase() !== "running"),
    reseed() {
      seed += 1;
      if (slot.current() === undefined) show();
      else void begin(phase() !== "running");
    },
    preset(id) {
      figure().controls.value = {...presets[id].plan};
      recorded.choose(id);
      show();
      showRecording();
    },
    set,
    chosen,
    changed,
    async open() {
      show();
      showRecording();
      await offerKept(kept, figure().notice, {isWelcome: () => phase() === "none", goOn});
    },
    currentRun: slot.current,
    drop() {
      slot.drop();
      show();
    },
    stop() {
      unwatch();
      slot.drop();
    }
  };
}

/** How long a page may be hidden before its run rests, in milliseconds. */
const HIDDEN_LIMIT = 60_000;

/** Keeps a run when the page is hidden, and lets it rest when that is for long. Returns how to stop. */
function restWhenHidden(slot: RunSlot, kept: KeptRun, say: (text: string) => void): () => void {
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

/**
 * Offers to go on with the run that was kept, if there is one; resolves when that is known.
 *
 * @param isWelcome says whether nothing has begun meanwhile
 */
async function offerKept(
  kept: KeptRun,
  notice: Notice,
  {isWelcome, goOn}: {isWelcome: () => boolean; goOn: (state: RunState) => void}
): Promise<void> {
  const {run, complaint} = await kept.find();
  if (!isWelcome()) return;
  if (complaint !== undefined) notice.fail(complaint);
  if (run === undefined) return;
  const forget = () => {
    notice.say("");
    kept.forget().catch(notice.fail);
  };
  notice.say(leftHere(run), [
    [isOver(run.state) ? "Show it" : "Go on with it", () => goOn(run.state)],
    ["Forget it", forget]
  ]);
}

/** What the figure of section 3 works with. */
interface TrainingParts extends Pick<RunParts, "images" | "kernel"> {
  figure: () => TrainingFigure;
  recorded: RecordedChoice;
  kept: KeptRun;
  /** Says whether the figure can be seen. */
  isSeen: () => boolean;
}
