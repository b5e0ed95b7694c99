import type {Completion, CompletionSource} from "@codemirror/autocomplete";
import {scopeCompletionSource} from "@codemirror/lang-javascript";
import {builtinNames} from "./scope.js";

/**
 * Returns what completes the names that a cell can use, and the members of their values.
 *
 * @param values returns what the cells of the page define, by name
 * @param lazy the names that are there without a cell
 */
export function cellCompletions(
  values: () => ReadonlyMap<string, unknown>,
  lazy: readonly string[]
): CompletionSource[] {
  const completeName: CompletionSource = (context) => {
    const word = context.matchBefore(/(?<![.\w$])[\w$]+/);
    if (word === null) return null;
    const ofPage = values();
    const options = [
      ...Array.from(ofPage, ([name, value]) => completion(name, typeName(value))),
      ...lazy.filter((name) => !ofPage.has(name)).map((name) => completion(name, "to play with")),
      ...Object.entries(builtinNames).map(([name, detail]) => completion(name, detail))
    ];
    return {from: word.from, options, validFor: /^[\w$]*$/};
  };
  const completeMember: CompletionSource = (context) => {
    if (context.matchBefore(/\.\s*[\w$]*/) === null) return null;
    const named = new Set([...values().keys(), ...lazy]);
    const builtins = ["Math", "Array", "Object", "Number", "Float32Array", "JSON", "Promise"];
    const scope = Object.assign(
      Object.create(null) as Record<string, unknown>,
      Object.fromEntries(
        builtins
          .filter((name) => !named.has(name))
          .map((name) => [name, globalThis[name as keyof typeof globalThis]])
      ),
      Object.fromEntries(values())
    );
    return scopeCompletionSource(scope)(context);
  };
  return [completeName, completeMember];
}

function completion(label: string, detail: string): Completion {
  return {label, detail, type: "variable"};
}

function typeName(value: unknown): string {
  if (value === null || typeof value !== "object") return typeof value;
  const {constructor} = value as {constructor?: {name?: string}};
  return constructor?.name ?? "object";
}
