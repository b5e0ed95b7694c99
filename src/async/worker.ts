/** What takes messages, and answers them, as a worker does. */
export interface WorkerLike {
  addEventListener(type: "message" | "error", listener: (event: Event) => void): void;
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
}

/**
 * What a worker answers: a function for each kind of question. It gets the fields of the question,
 * and may tell how far it is until it returns; what it throws goes to who asked.
 */
type Session<Kinds> = {[Kind in keyof Kinds]: (question: never, tell: never) => unknown};

type QuestionOf<Answer> = Answer extends (question: infer Question, tell: never) => unknown
  ? Question
  : never;
type TellOf<Answer> = Answer extends (question: never, tell: infer Tell) => unknown ? Tell : never;
type ValueOf<Answer> = Answer extends (...rest: never[]) => infer Value ? Awaited<Value> : never;

/** What comes from a worker. */
type Message =
  | {id: number; value: unknown}
  | {id: number; progress: unknown[]}
  | {id: number; message: string}
  | {isAlive: true};

/** How often a worker at work is asked whether it is alive, in milliseconds. */
const BEAT = 5000;

/**
 * How many such questions in a row may stay without an answer: two minutes, since a worker answers
 * none while it computes in one go, as a phone may do for a while.
 */
const MOST_MISSED = 24;

/** Options of a question. */
export interface AskOptions<Tell> {
  /** What is handed over and not copied. */
  transfer?: Transferable[];
  /** Calls the question off: its promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
  /** Is told what the worker tells before it answers. */
  onProgress?: Tell;
}

/** A worker that answers the questions of a session. */
export interface AskedWorker<Kinds> {
  /** Returns a promise to the answer; it is rejected with what the worker says went wrong. */
  ask<Kind extends keyof Kinds>(
    question: {type: Kind} & QuestionOf<Kinds[Kind]>,
    options?: AskOptions<TellOf<Kinds[Kind]>>
  ): Promise<ValueOf<Kinds[Kind]>>;
  /** Says what needs no answer: should it fail, the answers to later questions say so. */
  tell<Kind extends keyof Kinds>(
    question: {type: Kind} & QuestionOf<Kinds[Kind]>,
    options?: AskOptions<TellOf<Kinds[Kind]>>
  ): void;
  /**
   * Ends the worker. Later questions are rejected, and with a reason those under way too; without
   * one they stay unanswered.
   */
  end(reason?: Error): void;
}

/** Who waits for an answer. */
interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  onProgress?: (...progress: unknown[]) => void;
}

/**
 * Returns a worker to be asked: where it answers by `{double: ({n}) => 2 * n}`, the promise of
 * `ask({type: "double", n: 21})` is kept with 42.
 *
 * @param failure what is said to have failed if the worker cannot be loaded or dies, such as “the
 *   files could not be read”: all who wait are told, and who asks later
 */
export function askedWorker<Kinds extends Session<Kinds>>(
  worker: WorkerLike,
  failure: string
): AskedWorker<Kinds> {
  const waiting = new Map<number, Waiting>();
  let questions = 0;
  let ending: Error | undefined;
  let heart: ReturnType<typeof setInterval> | undefined;
  let missed = 0;
  let lastBeat = 0;

  /** Watches the worker for as long as somebody waits: browsers end some without an event. */
  function watch(): void {
    if (heart !== undefined) return;
    [missed, lastBeat] = [0, Date.now()];
    heart = setInterval(() => {
      if (waiting.size === 0) return rest();
      const now = Date.now();
      // A page that slept itself, as in the background, has heard nothing meanwhile.
      if (now - lastBeat > 3 * BEAT) missed = 0;
      lastBeat = now;
      missed += 1;
      if (missed <= MOST_MISSED) return worker.postMessage({isAlive: "?"}, []);
      const silence = (MOST_MISSED * BEAT) / 1000;
      end(new Error(`${failure}: the worker has not answered for ${silence} s; ${PERHAPS}`));
    }, BEAT);
    // In Node, watching alone keeps no program from ending.
    (heart as {unref?: () => void}).unref?.();
  }

  function rest(): void {
    clearInterval(heart);
    heart = undefined;
  }

  function end(reason?: Error): void {
    ending ??= reason ?? new Error(`${failure}: the worker is no longer needed`);
    if (reason !== undefined) for (const {reject} of waiting.values()) reject(reason);
    waiting.clear();
    rest();
    worker.terminate();
  }

  worker.addEventListener("message", (event) => {
    const answer = (event as MessageEvent<Message>).data;
    missed = 0;
    if ("isAlive" in answer) return;
    const question = waiting.get(answer.id);
    if ("progress" in answer) return question?.onProgress?.(...answer.progress);
    waiting.delete(answer.id);
    if ("message" in answer) question?.reject(new Error(answer.message));
    else question?.resolve(answer.value);
  });
  worker.addEventListener("error", (event) => {
    // Who waits is told, and shows it in its place.
    event.preventDefault();
    const found = (event as ErrorEvent).message || "it could not be loaded, or ran out of memory";
    end(new Error(`${failure}: the worker has ended: ${found}`));
  });

  const ask: AskedWorker<Kinds>["ask"] = (question, {transfer = [], signal, onProgress} = {}) =>
    new Promise((resolve, reject) => {
      if (ending !== undefined) throw ending;
      signal?.throwIfAborted();
      const id = (questions += 1);
      worker.postMessage({...question, id}, transfer);
      waiting.set(id, {resolve, reject, onProgress} as Waiting);
      watch();
      signal?.addEventListener("abort", () => {
        waiting.delete(id);
        reject(signal.reason as Error);
      });
    });
  return {ask, tell: (...question) => void ask(...question).catch(() => {}), end};
}

/** Why a worker may have died without a word, and what to do. */
const PERHAPS = "it may have run out of memory: close other tabs, and try again";

/** The longest sentence that a worker sends, in characters. */
const LONGEST = 800;

/** Returns what is said of something that a worker’s session has thrown. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error && error.message !== "" ? error.message : String(error);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Memory that goes along with an answer. */
const handed = new WeakMap<object, Transferable[]>();

/** Returns an answer of a session, whose memory is then handed over and not copied. */
export function handedOver<Value extends object>(value: Value, memory: Transferable[]): Value {
  handed.set(value, memory);
  return value;
}

/** The page that a worker hears and answers: what its global scope has of it. */
export interface Page {
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  postMessage(message: Message, options: {transfer: Transferable[]}): void;
}

/**
 * Answers the questions of a page, each when it comes; a session that takes its time over one says
 * itself what is to wait.
 *
 * @param page defaults to the one that has started this worker
 */
export function answerQuestions<Kinds extends Session<Kinds>>(
  session: Kinds,
  page: Page = globalThis
): void {
  const answer = async (question: {id: number; type: keyof Kinds}) => {
    const {id, type} = question;
    const send = (message: Message, transfer: Transferable[] = []) =>
      page.postMessage(message, {transfer});
    try {
      const tell = (...progress: unknown[]) => send({id, progress});
      const value = await session[type](question as never, tell as never);
      send({id, value}, handed.get(value as object));
    } catch (error) {
      send({id, message: sentenceOf(error)});
    }
  };
  page.addEventListener("message", ({data}) => {
    if ("isAlive" in data) page.postMessage({isAlive: true}, {transfer: []});
    else void answer(data);
  });
}
