/**
 * The part of Observable Framework's standard library that modules import by name.
 * Framework ships no types; these follow its client sources, version 1.13.4.
 */
declare module "observablehq:stdlib" {
  /** A file that the build has copied, and named after its content. */
  export interface File {
    /** The file's own name, without its folders. */
    readonly name: string;
    readonly mimeType: string;
    /** The time of the last change, in milliseconds since 1970, or NaN. */
    readonly lastModified: number;
    /** The size in bytes, or NaN. */
    readonly size: number;
    /** The absolute address of the file. */
    readonly href: string;
    url(): Promise<string>;
    blob(): Promise<Blob>;
    arrayBuffer(): Promise<ArrayBuffer>;
    text(encoding?: string): Promise<string>;
    /** The caller names the type it expects, and is to check what has come. */
    json(): Promise<unknown>;
    stream(): Promise<ReadableStream<Uint8Array>>;
    image(properties?: Partial<HTMLImageElement>): Promise<HTMLImageElement>;
  }

  /** Returns the file at a path relative to this module, which must be a string literal. */
  export function FileAttachment(path: string): File;

  /** What a generator's initializer may return: how to stop watching. */
  type Dispose = () => void;

  export const Generators: {
    /** Yields the preferred color scheme: true where it is dark. */
    dark(): AsyncGenerator<boolean, never>;
    /** Yields the value of an input, now and after each of its input events. */
    input<T>(element: {readonly value: T} & EventTarget): AsyncGenerator<T, never>;
    /** Yields the time in milliseconds since 1970, once per frame. */
    now(): AsyncGenerator<number, never>;
    /** Yields the latest value that was passed to notify. */
    observe<T>(initialize: (notify: (value: T) => T) => Dispose | void): AsyncGenerator<T, never>;
    /** Yields every value that was passed to notify. */
    queue<T>(initialize: (notify: (value: T) => T) => Dispose | void): AsyncGenerator<T, never>;
    /** Yields the width of an element's content box, in CSS pixels. */
    width(target: Element, options?: ResizeObserverOptions): AsyncGenerator<number, never>;
  };

  /** A generator that yields its value again whenever the value is set. */
  export interface Mutable<T> extends AsyncGenerator<T, never> {
    value: T;
  }
  export function Mutable<T>(value: T): Mutable<T>;

  /** Returns an element that draws its content anew when its width (or height) changes. */
  export function resize(
    render:
      | ((width: number) => Node | Promise<Node>)
      | ((width: number, height: number) => Node | Promise<Node>),
    invalidation?: Promise<void>
  ): HTMLDivElement;
}

/** The part of Observable Framework's client that a page's cells are defined with. */
declare module "observablehq:client" {
  /** Defines the cell of a place in the page, a comment with the cell's id between colons. */
  export function define(cell: {
    id: string;
    inputs: string[];
    outputs: string[];
    body: (...inputs: unknown[]) => unknown;
  }): void;
}
