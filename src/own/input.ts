import {importLater} from "../async/once.js";
import {dropZone} from "../components/drop-zone.js";
import {notice} from "../components/notice.js";
import {withValue} from "../components/with-value.js";
import {sizeInWords} from "../formats/image-size.js";
import type {DroppedModel, ModelSettings} from "../reading/model.js";
import {mayBeThere} from "../state/databases.js";
import type {OwnModel} from "./model.js";

/** A model of the reader’s own that runs in this page. */
export interface RunningModel extends DroppedModel {
  /** Tells it from all others that this page has opened. */
  id: string;
  model: OwnModel;
  /** Why it will be gone with the page, if it will. */
  unkept?: string;
}

/** An input of a model of the reader’s own; its input event says that it is another one, or none. */
export interface OwnModelInput extends HTMLElement {
  /** The model that is open; null while there is none, which cells hear of, as not of undefined. */
  readonly value: RunningModel | null;
  /** Opens the model that this browser keeps, if it keeps one and none is open. */
  openKept(): void;
  /** Reads what was dropped beside the field. Call it while the event is handled. */
  drop(transfer: DataTransfer): void;
  /** Tells whether the field offers a model that was opened before. */
  offers: Promise<boolean>;
}

/** How long what drew a model may need to let go of it once another has come, in milliseconds. */
const LETTING_GO = 1000;

const hint =
  "TensorFlow.js (model.json and its weights), ONNX, safetensors of a perceptron, or the zip of a " +
  "model trained in section 3: d latents in, one image out, in grey or in color. It stays in this browser.";

const unconfirmed =
  "Then a manifest has to say its layers: a JSON file beside it, as docs/own-files.md shows.";

/** What reads and runs models: fetched when it is first needed. */
const opening = () => importLater(() => import("./opening.js"), "what reads and runs models");

/**
 * Returns a field to open a model of one’s own, by dropping or by a dialog. One that was opened
 * before, on whichever page, is offered.
 *
 * @param after when it settles, it is looked whether there is one
 */
export function ownModelInput(after: Promise<unknown> = Promise.resolve()): OwnModelInput {
  const element = document.createElement("div");
  element.className = "own-model";
  const zone = dropZone({
    label: "A model of your own",
    hint,
    async read(files, task) {
      isUntouched = false;
      const confirm = (inferred: string) => confirmed(inferred, task.signal);
      return (await opening()).openChosenModel(files, task, confirm);
    },
    use: show
  });
  const line = notice("your model");
  const menus = document.createElement("div");
  menus.className = "own-assumptions";
  element.append(zone, line, menus);
  let value: RunningModel | null = null;
  let isUntouched = true;

  function set(next: RunningModel | null): void {
    const before = value;
    value = next;
    element.dispatchEvent(new Event("input", {bubbles: true}));
    if (before !== null) setTimeout(() => before.model.dispose(), LETTING_GO);
  }

  function show(own: RunningModel | undefined): void {
    menus.replaceChildren();
    if (own === undefined) return line.say("");
    describe(own);
    offerMenus(own).catch(zone.fail);
    set(own);
  }

  function describe({title, model: {name, decoder, note, notes}, unkept}: RunningModel): void {
    const {latentSize} = decoder;
    const latents = latentSize === 1 ? "1 latent" : `${latentSize} latents`;
    const run = note.replace(`${name} runs`, "It runs");
    const facts = `${title}: ${latents}, images of ${sizeInWords(decoder)}. ${run}.`;
    const stay = unkept ?? "It is kept in this browser, for the other pages too.";
    const said = notes.map((one) => ` ${one}.`).join("");
    line.say(`${facts}${said} ${stay}`, [["Remove it", remove]]);
  }

  /** Asks whether what was inferred of a model holds; the promise is rejected where it does not. */
  function confirmed(inferred: string, signal: AbortSignal): Promise<void> {
    const before = value;
    const back = () => (before === null ? line.say("") : describe(before));
    return new Promise((resolve, reject) => {
      const refuse = () => {
        signal.removeEventListener("abort", leave);
        back();
        reject(new Error(unconfirmed));
      };
      const leave = () => {
        back();
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", leave, {once: true});
      line.say(`${inferred}. Is that right?`, [
        ["Yes, open it", resolve],
        ["No", refuse]
      ]);
    });
  }

  /** Shows menus for what was assumed of a model, unless another one has come meanwhile. */
  async function offerMenus(own: RunningModel): Promise<void> {
    const {assumptionMenus} = await importLater(
      () => import("./assumption-menus.js"),
      "the menus for what was assumed"
    );
    if (value !== own) return;
    const change = (settings: ModelSettings) =>
      void zone.start(
        "opening…",
        async (task) => (await opening()).reopenModel(own, settings, task),
        show
      );
    menus.replaceChildren(...assumptionMenus(own, change));
  }

  function remove(): void {
    isUntouched = false;
    line.say("");
    menus.replaceChildren();
    zone.stop();
    if (value !== null) set(null);
    opening().then(({forgetModel}) => forgetModel(), zone.fail);
  }

  const openKept = () => {
    if (value !== null) return;
    isUntouched = false;
    void zone.start("opening…", async (task) => (await opening()).openKeptModel(task), show);
  };

  async function offer(): Promise<boolean> {
    await after;
    if (!(await mayBeThere("models"))) return false;
    const title = await (await opening()).keptTitle();
    if (title === undefined || !isUntouched) return false;
    line.say(`Your model ${title} is kept in this browser.`, [
      ["Open it", openKept],
      ["Forget it", remove]
    ]);
    return true;
  }

  const offers = offer().catch((error: unknown) => {
    zone.fail(error);
    return true; // so that its reason is read
  });
  return withValue(Object.assign(element, {openKept, drop: zone.drop, offers}), {
    get: () => value
  });
}
