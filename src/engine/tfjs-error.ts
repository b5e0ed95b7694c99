/** The longest part of what tfjs says that is passed on, in characters. */
const LONGEST = 160;

/** Returns what tfjs says in a sentence: it says the like in several, with advice for authors. */
export function explained(name: string, cause: unknown): Error {
  const text = cause instanceof Error ? cause.message : String(cause);
  const layer = /Unknown layer: ([^.\s]+)/.exec(text)?.[1];
  if (layer !== undefined) {
    const found = `layer of type ${layer.slice(0, LONGEST)}`;
    return new Error(`invalid ${name}: ${found}, expected layers that TensorFlow.js has`, {cause});
  }
  // What it trips over without noticing says nothing to who has only the file.
  const isBlind = cause instanceof TypeError && !/op/i.test(text);
  const [sentence] = text.split(/\.\s|\n/);
  const why = isBlind || /undefined/.test(sentence) ? "its description is damaged" : sentence;
  const shown = why.length > LONGEST ? `${why.slice(0, LONGEST)}…` : why;
  return new Error(`invalid ${name}: TensorFlow.js cannot run it: ${shown}`, {cause});
}
