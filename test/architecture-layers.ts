/** What a layer may import: packages by their names, our own files by their layers. */
export interface Layer {
  packages: RegExp;
  values: string[];
  /** Layers of which only types may be imported. */
  types?: string[];
}

const none = /^(?!)/;
const ground = ["formats", "async", "math"];
const library = [...ground, "state", "vae", "engine", "reading", "training"];
const models = [...library, "shipped", "own", "posteriors"];

/** The layers, and what each of them may import. */
export const layers: Record<string, Layer> = {
  formats: {packages: /^valibot$/, values: ["formats"]},
  async: {packages: none, values: ["async"]},
  state: {packages: /^idb$/, values: ["state"]},
  math: {packages: /^(jstat|d3-random)$/, values: ["math", "formats"]},
  vae: {packages: /^@tensorflow\/tfjs$/, values: ["vae", "math", "formats"]},
  engine: {
    packages:
      /^(@tensorflow\/tfjs(-backend-wasm|-converter)?|@noble\/hashes\/.*|observablehq:stdlib)$/,
    values: ["engine", "formats"],
    types: ["math", "vae"]
  },
  reading: {
    packages: /^(fast-png|fflate|valibot)$/,
    values: ["reading", "formats"],
    types: ["engine"]
  },
  training: {
    packages: /^(@tensorflow\/tfjs|fflate|idb|valibot|@noble\/hashes\/.*)$/,
    values: library
  },
  components: {
    packages: /^d3$/,
    values: ["components", "state", ...ground],
    types: ["training", "reading", "engine", "vae"]
  },
  shipped: {
    packages: /^(observablehq:stdlib|@noble\/hashes\/.*)$/,
    values: ["shipped", "engine", "components", ...ground]
  },
  own: {
    packages: /^(idb|observablehq:.*|@noble\/hashes\/.*)$/,
    values: [...library, "own", "shipped", "components", "pages"]
  },
  posteriors: {
    packages: /^observablehq:stdlib$/,
    values: ["posteriors", "own", "shipped", "engine", ...ground]
  },
  cells: {
    packages:
      /^(@codemirror\/.*|@lezer\/highlight|sucrase|acorn(-walk)?|@jridgewell\/sourcemap-codec|@observablehq\/framework\/dist\/javascript\/.*|observablehq:(client|stdlib))$/,
    values: ["cells", "shipped", "components", "state", "engine", "vendor", ...ground]
  },
  export: {packages: /^d3$/, values: ["export", "components", "reading", "formats"]},
  save: {packages: /^d3$/, values: ["save", "components", "reading", "formats"]},
  site: {
    packages: none,
    values: ["site", "cells", "save", "components", "state", "async"],
    types: ["figures"] // what a figure alone says to the page around it
  },
  pages: {
    packages: /^(?!node:|@tensorflow\/)/,
    values: [
      "pages",
      "cells",
      "export",
      "save",
      "components",
      "exercises",
      "vendor",
      "site",
      "figures",
      ...models
    ]
  },
  figures: {
    packages: /^(d3|observablehq:.*)$/,
    values: ["figures", "cells", "save", "components", "pages", ...models]
  },
  data: {
    packages: /^/,
    values: ["data", "pages", "figures", "components", "tools", ...models]
  },
  tools: {packages: /^/, values: ["tools", ...library]}
};
