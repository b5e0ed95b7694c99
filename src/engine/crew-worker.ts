import type {Send, StripAnswer, StripRequest} from "./strip-messages.js";

/** A worker that has been started. */
export interface CrewWorker {
  send: Send<StripRequest>;
  stop(): void;
}

/** What a worker reports to whoever has started it. */
export interface CrewEvents {
  answer(answer: StripAnswer): void;
  /** It is dead and will answer no more. */
  died(): void;
}
