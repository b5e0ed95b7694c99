import {define} from "observablehq:client";
import type {CellDefinition} from "./compile.js";

/* oxlint-disable no-underscore-dangle -- so are they called in Framework’s runtime */
/**
 * The only file that reaches into Framework’s runtime. `define` is public, and so is what the
 * input `@variable` gives; the names with an underscore are not. test/cells/live-test.ts fails
 * where a version of Framework may have changed them.
 */

interface Variable {
  define(name: string, inputs: string[], definition: () => unknown): Variable;
  delete(): void;
  readonly _type: number;
  readonly _value: unknown;
  readonly _inputs: readonly Variable[];
  readonly _outputs: ReadonlySet<Variable>;
  readonly _observer: {_node?: Node} | boolean | symbol;
  readonly _module: Module;
  _promise: Promise<unknown>;
}

interface Module {
  variable(): Variable;
  readonly _scope: ReadonlyMap<string, Variable>;
  readonly _runtime: {
    readonly _variables: ReadonlySet<Variable>;
    readonly _builtin: {readonly _scope: ReadonlyMap<string, Variable>};
  };
}

/** The place of a cell in the page, a comment; Framework keeps there what the cell shows. */
type Root = Comment & {_nodes?: ChildNode[]};

/** The type of variables that are defined, and not only named by others. */
const NORMAL = 1;
const IMPLICIT = 2;

/** The cells of a page as they run. */
export interface LiveCells {
  /** Returns the values of what the cells of the page define, by name; undefined while pending. */
  values(): Map<string, unknown>;
  /**
   * Replaces a cell, or defines it where there is none; all that depend on it run again. What it has
   * shown stays, marked by the attribute data-running, until it shows something else or is done.
   *
   * @param id what Framework calls the cell
   * @throws Error if another cell defines one of its outputs
   */
  define(id: string, cell: CellDefinition): void;
  /** Returns those of some names that neither the page nor the browser knows. */
  unknown(names: readonly string[]): string[];
  /** Removes a cell and what it shows; those that depend on it lack its outputs. */
  remove(id: string): void;
}

/**
 * Returns a promise to the running cells of the page. Names that no cell defines come from those
 * given.
 *
 * @param probe the id of a cell that the page has a place for and does not define
 */
export async function liveCells(probe: string, names: LazyNames): Promise<LiveCells> {
  const {_module: module} = await new Promise<Variable>((resolve) => {
    define({id: probe, inputs: ["@variable"], outputs: [], body: (v) => resolve(v as Variable)});
  });
  const scope = module._scope;
  const lazy = new Map<string, Variable>();

  /** Returns the variables of a cell: that which runs it, and one for each of its outputs. */
  function variablesOf(root: Root): Variable[] {
    const own = [...module._runtime._variables].filter(
      ({_observer}) => typeof _observer === "object" && _observer._node === root.parentNode
    );
    const outputs = [...scope.values()].filter(
      ({_inputs}) => _inputs.length === 1 && own.includes(_inputs[0]!)
    );
    return [...own, ...outputs];
  }

  function drop(variables: readonly Variable[]): void {
    revive(variables);
    for (const variable of variables) variable.delete();
  }

  /**
   * Lets all that depends on some variables run afresh. A cell waits for its run before, and some
   * of ours wait for ever after a failure: one that an edit has caused would outlive the edit.
   */
  function revive(variables: readonly Variable[]): void {
    const found = new Set(variables);
    for (const variable of found) {
      variable._promise = Promise.resolve();
      for (const output of variable._outputs) found.add(output);
    }
  }

  /** Gives what cells name and nobody defines, if it is one of the names given. */
  function supply(): void {
    for (const name of Object.keys(names)) {
      const asked = scope.get(name);
      if (asked?._type !== IMPLICIT || asked._outputs.size === 0) continue;
      lazy.set(name, module.variable().define(name, [], names[name]!));
    }
  }

  return {
    values() {
      const defined = [...scope].filter(
        ([name, {_type}]) => _type === NORMAL && /^\S+$/.test(name)
      );
      return new Map(defined.map(([name, {_value}]) => [name, _value]));
    },
    define(id, cell) {
      const root = rootOf(id);
      const present = variablesOf(root);
      for (const output of cell.outputs) {
        const other = scope.get(output);
        if (other === undefined || other._type === IMPLICIT || present.includes(other)) continue;
        if (other !== lazy.get(output)) {
          throw new Error(`${output} is defined by another cell of the page; choose another name`);
        }
      }
      for (const output of cell.outputs) {
        lazy.get(output)?.delete();
        lazy.delete(output);
      }
      drop(present);
      const stale = root._nodes?.splice(0) ?? [];
      define({id, ...cell, body: marked(root, cell.body, stale)});
      // The first thing that the cell shows takes their place, as it does where a cell runs again.
      root._nodes!.push(...stale);
      supply();
    },
    unknown: (asked) =>
      asked.filter(
        (name) =>
          scope.get(name)?._type === IMPLICIT &&
          !module._runtime._builtin._scope.has(name) &&
          !(name in globalThis) &&
          builtinNames[name] === undefined
      ),
    remove(id) {
      const root = rootOf(id);
      drop(variablesOf(root));
      for (const node of root._nodes?.splice(0) ?? []) node.remove();
      supply();
    }
  };
}

/** The runs under way, by the places of their output: of each place the newest one. */
const runs = new WeakMap<Element, symbol>();

/**
 * Returns the body of a cell that marks the place of its output while it runs, and takes away what is
 * left there of an earlier one when it is done.
 *
 * @param stale what the place shows still
 */
function marked(
  root: Root,
  body: CellDefinition["body"],
  stale: readonly ChildNode[]
): CellDefinition["body"] {
  const place = root.parentElement!;
  const begin = (): (() => void) => {
    const run = Symbol("run");
    runs.set(place, run);
    place.dataset.running = "";
    return () => {
      for (const node of stale) if (root._nodes?.includes(node) === true) removeFrom(root, node);
      if (runs.get(place) === run) delete place.dataset.running;
    };
  };
  // Its body is called once all is there that it names; should that fail, the place says so.
  const givenUp = begin();
  watchOutput(place, () => {
    if (place.querySelector(":scope > .observablehq--error") !== null) givenUp();
  });
  return (...inputs) => {
    const end = begin();
    try {
      const value = body(...inputs);
      if (value instanceof Promise) value.then(end, end);
      else end();
      return value;
    } catch (error) {
      end();
      throw error;
    }
  };
}

const watches = new WeakMap<Element, MutationObserver>();

/** Gives the numbers in a place a true minus, and tells of its changes, for as long as it is there. */
function watchOutput(place: Element, changed: () => void): void {
  watches.get(place)?.disconnect();
  const watch = new MutationObserver(() => {
    for (const number of place.querySelectorAll(".observablehq--number")) {
      if (number.textContent.startsWith("-")) {
        number.textContent = number.textContent.replace("-", "−");
      }
    }
    changed();
  });
  watch.observe(place, {childList: true, subtree: true});
  watches.set(place, watch);
}

function removeFrom(root: Root, node: ChildNode): void {
  root._nodes!.splice(root._nodes!.indexOf(node), 1);
  node.remove();
}

function rootOf(id: string): Root {
  const comments = document.createNodeIterator(document.body, NodeFilter.SHOW_COMMENT);
  for (let node = comments.nextNode(); node !== null; node = comments.nextNode()) {
    if ((node as Comment).data === `:${id}:`) return node as Root;
  }
  throw new Error(`invalid cell: ${id}, expected one that this page has a place for`);
}

/** Names that cells can use beside those of the page; each value is made when first named. */
export type LazyNames = Record<string, () => unknown>;

/** What Framework gives to every cell, and what it is, for the completion of names. */
export const builtinNames: Record<string, string> = {
  display: "shows a value where the cell stands",
  view: "shows an input; its value is the cell’s",
  invalidation: "a promise: the cell is about to run again",
  visibility: "a function: a promise to the cell’s coming into view",
  Generators: "values that change: input, observe, …",
  Mutable: "a value that cells can set",
  FileAttachment: "a file of the site",
  resize: "draws anew where the width changes",
  width: "the width of the page’s column, in pixels",
  dark: "whether the page is dark",
  now: "the time, in milliseconds",
  html: "an element from a template",
  svg: "an SVG element from a template"
};
