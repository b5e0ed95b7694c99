/** What a room may import: packages by their names, our own files by their rooms. */
export interface Room {
  packages: RegExp;
  /** Rooms below it. */
  rooms: string[];
  /** Rooms of which only types may be imported. */
  types?: string[];
}

const none = /^(?!)/;
const hashes = "@noble/hashes/.*";
const framework = "observablehq:(stdlib|client)";

/** The rooms below `src/`, from the ground up, and what each of them may import. */
export const rooms: Record<string, Room> = {
  formats: {packages: /^valibot$/, rooms: []},
  async: {packages: none, rooms: []},
  state: {packages: /^idb$/, rooms: ["async", "formats"]},
  math: {packages: /^(jstat|d3-random)$/, rooms: ["formats"]},
  vae: {packages: /^@tensorflow\/tfjs$/, rooms: ["math", "formats"]},
  engine: {
    packages: /^(@tensorflow\/tfjs(-backend-wasm|-converter)?|observablehq:stdlib)$/,
    rooms: ["async", "formats"],
    types: ["math", "vae"]
  },
  reading: {packages: /^(d3-dsv|fast-png|fflate|valibot)$/, rooms: ["formats"], types: ["engine"]},
  components: {packages: /^d3$/, rooms: ["state", "async", "formats"], types: ["math"]},
  save: {packages: /^(d3|fflate)$/, rooms: ["components", "reading", "formats"]},
  training: {
    packages: new RegExp(`^(@tensorflow/tfjs|fflate|valibot|${hashes})$`),
    rooms: ["engine", "vae", "reading", "math", "formats", "state", "async"]
  },
  shipped: {
    packages: new RegExp(`^(${hashes}|${framework})$`),
    rooms: ["engine", "components", "state", "async", "math", "formats"]
  },
  own: {
    packages: new RegExp(`^(idb|${framework})$`),
    rooms: [
      "shipped",
      "training",
      "reading",
      "engine",
      "components",
      "state",
      "async",
      "math",
      "formats"
    ]
  },
  posteriors: {
    packages: new RegExp(`^${framework}$`),
    rooms: ["own", "shipped", "engine", "math", "formats", "async"]
  },
  experiments: {
    packages: /^d3$/,
    rooms: ["shipped", "training", "components", "async", "math", "formats"]
  },
  cells: {
    packages: new RegExp(
      "^(@codemirror/.*|@lezer/highlight|sucrase|acorn(-walk)?|@jridgewell/sourcemap-codec|" +
        `@observablehq/framework/dist/javascript/.*|${framework})$`
    ),
    rooms: ["shipped", "components", "state", "async", "engine", "math", "formats", "vendor"]
  },
  figures: {
    packages: new RegExp(`^(d3|${framework})$`),
    rooms: [
      "cells",
      "save",
      "experiments",
      "posteriors",
      "own",
      "shipped",
      "training",
      "reading",
      "components",
      "engine",
      "vae",
      "state",
      "async",
      "math",
      "formats"
    ]
  },
  site: {
    packages: /^(minisearch|observablehq:stdlib)$/,
    rooms: ["cells", "save", "shipped", "components", "state", "async"],
    types: ["figures", "formats"] // of figures: what a page with one alone tells the page around it
  },
  data: {
    packages: /^/,
    rooms: [
      "figures",
      "components",
      "posteriors",
      "shipped",
      "training",
      "engine",
      "vae",
      "math",
      "formats",
      "tools"
    ]
  }
};

/** What stands beside `src/`: the tools, the bench and the configuration use its library. */
export const outside: Room = {
  packages: /^/,
  rooms: ["tools", "training", "reading", "engine", "vae", "state", "async", "math", "formats"]
};
