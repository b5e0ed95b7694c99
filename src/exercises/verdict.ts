/** What a check says of a reader’s answer. */
export interface Verdict {
  isRight: boolean;
  /** A sentence or a few: that it is right, or what is wrong, by value. */
  sentence: string;
}

/** Returns a verdict on an answer that is not right yet. */
export function notYet(sentence: string): Verdict {
  return {isRight: false, sentence};
}
