import * as v from "valibot";
import type {GenericSchema, InferOutput} from "valibot";

/** How much of an offending value an error shows, in characters. */
const SHOWN = 60;

/**
 * Returns the record that a parsed JSON value is.
 *
 * @param what the name of such a record, such as “manifest”
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected, such as `invalid manifest: training.seed: "7", expected an integer ≥ 0`
 */
export function parseRecord<const Schema extends GenericSchema>(
  what: string,
  schema: Schema,
  value: unknown
): InferOutput<Schema> {
  const result = v.safeParse(schema, value, {abortEarly: true});
  if (result.success) return result.output;
  const [{path, message, expected, type, ...issue}] = result.issues;
  const input = path === undefined ? issue.input : path.at(-1)!.value;
  const field = pathOf(path?.map(({key}) => key as string | number) ?? []);
  if (type === "strict_object" && expected === "never") {
    throw new Error(`invalid ${what}: unknown field ${field}`);
  }
  if (input === undefined) throw new Error(`invalid ${what}: missing field ${field}`);
  throw new Error(`invalid ${what}: ${field}: ${shown(input)}, ${message}`);
}

/** Returns a path as one writes it in code, such as files["codes.bin"].bytes. */
function pathOf(keys: (string | number)[]): string {
  if (keys.length === 0) return "the whole";
  const parts = keys.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return parts.join("").replace(/^\./, "");
}

function shown(value: unknown): string {
  const json = typeof value === "number" ? String(value) : JSON.stringify(value);
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}
