import {brief} from "../formats/json.js";
import type {ChangedCell} from "./changed-cells.js";

/** The most cells that a link may change. */
const MOST_CELLS = 100;

/** The most characters of a cell; those of the pages have a few hundred. */
const MOST_CHARACTERS = 20_000;

/** The page, and which of its cells it is, or which added one. */
const idPattern = /^[\w/-]{1,80}:\+?\d{1,4}$/;
/** The page, and which of its sections, at whose end an added cell may stand. */
const sectionPattern = /^[\w/-]{1,80}:s\d{1,3}$/;

/**
 * Returns the changed cells that a link or this browser holds, checked: it may hold anything.
 *
 * @throws Error of one sentence, which names the field and the value
 */
export function checkCells(value: unknown): ChangedCell[] {
  if (!Array.isArray(value) || value.length > MOST_CELLS) {
    throw new Error(`invalid cells: ${brief(value)}, expected a list of up to ${MOST_CELLS}`);
  }
  const cells = value.map((cell: unknown) => checkCell(cell));
  const twice = cells.find(({id}, i) => cells.findIndex((cell) => cell.id === id) < i);
  if (twice !== undefined)
    throw new Error(`invalid cells: ${twice.id} stands there twice, expected each once`);
  return cells;
}

function checkCell(value: unknown): ChangedCell {
  if (typeof value !== "object" || value === null) {
    throw new Error(`invalid cell: ${brief(value)}, expected an id and a source`);
  }
  const own = (key: string) => (Object.hasOwn(value, key) ? value[key as never] : undefined);
  const id = checkId("id", own("id"));
  const source: unknown = own("source");
  if (typeof source !== "string" || source.length > MOST_CHARACTERS) {
    throw new Error(
      `invalid source of the cell ${id}: ${brief(source)}, expected a text of up to ${MOST_CHARACTERS} characters`
    );
  }
  const after: unknown = own("after");
  if ((after !== undefined) !== id.includes("+")) {
    throw new Error(
      `invalid after of the cell ${id}: ${brief(after)}, expected it of added cells alone`
    );
  }
  if (after === undefined) return {id, source};
  const isSection = typeof after === "string" && sectionPattern.test(after);
  return {id, source, after: isSection ? after : checkId("after", after)};
}

function checkId(field: string, value: unknown): string {
  if (typeof value === "string" && idPattern.test(value)) return value;
  throw new Error(`invalid ${field} of a cell: ${brief(value)}, expected one such as bound:7`);
}
