/** What can compute the images, and what that means. */
export const engines = {
  kernel: "WebAssembly with SIMD, made for these networks, and 8-bit weights",
  plain: "a loop in TypeScript over the same 8-bit weights, about a tenth as fast",
  tfjs: "TensorFlow.js, as in training, and 16-bit weights"
} as const;

export type EngineName = keyof typeof engines;

/** What a page’s address asks for. */
export interface EngineChoice {
  /** The engine to use; undefined lets the page choose by what the browser can do. */
  forced?: EngineName;
  /** What is wrong with the address, in one sentence. */
  complaint?: string;
}

/**
 * Returns which engine an address asks for.
 *
 * @param query the address from its question mark on, such as “?engine=plain”
 */
export function engineChoice(query: string): EngineChoice {
  const name = new URLSearchParams(query).get("engine");
  if (name === null) return {};
  if (Object.hasOwn(engines, name)) return {forced: name as EngineName};
  const expected = Object.keys(engines).join(", ");
  return {complaint: `There is no engine “${name}” (only ${expected}), so the page chose one.`};
}

/**
 * Returns what to say of the engine that computes.
 *
 * @param engine what a decoder says of itself, such as “tfjs-wasm”
 * @param reason why the kernel is not at work although it was to be
 */
export function engineSentence(
  {engine, reason}: {engine: string; reason?: string},
  {complaint}: EngineChoice
): string {
  const [name] = engine.split("-") as [EngineName];
  const sentences = [`The images are computed by the engine “${name}”: ${engines[name]}.`];
  if (reason !== undefined) sentences.push(`The kernel cannot be used: ${reason}.`);
  if (complaint !== undefined) sentences.unshift(complaint);
  return sentences.join(" ");
}
