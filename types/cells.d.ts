/**
 * What Framework puts in the scope of every cell of a page, beside the DOM.
 * Only the type check of cells sees this file: a module has to import what it uses.
 */
import type * as stdlib from "observablehq:stdlib";

declare global {
  /** Shows a value where the cell stands in the page, and returns it. */
  function display<T>(value: T): T;
  /** Shows an input; other cells see its value and run again when it changes. */
  function view<T>(input: {readonly value: T} & Node): AsyncGenerator<T, never>;
  /** Settles when the cell is about to run again. */
  const invalidation: Promise<void>;
  /** Settles when the cell's place in the page comes into view. */
  function visibility(): Promise<void>;

  const FileAttachment: typeof stdlib.FileAttachment;
  const Generators: typeof stdlib.Generators;
  const Mutable: typeof stdlib.Mutable;
  const resize: typeof stdlib.resize;

  /** The width of the main column, in CSS pixels. */
  const width: number;
  /** Whether the page is shown in dark colors. */
  const dark: boolean;
  /** The time in milliseconds since 1970. */
  const now: number;

  /** Hypertext Literal: an element from a template, its values escaped. */
  function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;

  /** What other cells see of a value: promises awaited, generators by what they yield. */
  type CellValue<T> =
    T extends PromiseLike<infer U>
      ? CellValue<U>
      : T extends AsyncGenerator<infer U, unknown, unknown>
        ? U
        : T extends Generator<infer U, unknown, unknown>
          ? U
          : T;
  /** The values that a cell gives to the others, from the function that is its body. */
  function cellValues<T>(body: () => Promise<T>): {[K in keyof T]: CellValue<T[K]>};
}
