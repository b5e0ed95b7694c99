/** What a layer may import: packages by their names, our own files by their layers. */
export interface Layer {
  packages: RegExp;
  values: string[];
  /** Layers of which only types may be imported. */
  types?: string[];
}

/** The layers, and what each of them may import. */
export const layers: Record<string, Layer> = {
  state: {packages: /^(?!)/, values: ["state"]},
  math: {packages: /^(jstat|d3-random)$/, values: ["math", "vae"]},
  vae: {
    packages: /^(@tensorflow\/tfjs|jstat|d3-random|valibot|@noble\/hashes\/.*)$/,
    values: ["vae", "math"]
  },
  reading: {
    packages: /^(fast-png|fflate|valibot)$/,
    values: ["reading", "vae"],
    types: ["engine"]
  },
  engine: {
    packages:
      /^(@tensorflow\/tfjs(-backend-wasm|-converter)?|@noble\/hashes\/.*|observablehq:stdlib)$/,
    values: ["engine"],
    types: ["vae", "math"]
  },
  training: {
    packages: /^(@tensorflow\/tfjs|fflate|idb|valibot|@noble\/hashes\/.*)$/,
    values: ["training", "reading", "engine", "vae", "math"]
  },
  exercises: {packages: /^(?!)/, values: ["exercises", "vae"]},
  components: {
    packages: /^d3$/,
    values: ["components", "state"],
    types: ["exercises", "training", "reading", "engine", "vae"]
  },
  cells: {
    packages:
      /^(@codemirror\/.*|@lezer\/highlight|sucrase|acorn(-walk)?|@jridgewell\/sourcemap-codec|@observablehq\/framework\/dist\/javascript\/.*|observablehq:(client|stdlib))$/,
    values: ["cells", "components"]
  },
  export: {packages: /^d3$/, values: ["export", "components", "reading", "vae"]},
  pages: {
    packages: /^(?!node:|@tensorflow\/)/,
    values: [
      "pages",
      "cells",
      "export",
      "components",
      "state",
      "exercises",
      "vendor",
      "training",
      "reading",
      "engine",
      "vae"
    ]
  },
  // What other sites import, each under the name of a figure.
  figures: {packages: /^(?!)/, values: ["pages"]},
  data: {
    packages: /^/,
    values: ["data", "pages", "components", "state", "engine", "vae", "tools"]
  },
  tools: {packages: /^/, values: ["tools", "training", "reading", "engine", "vae", "math"]}
};
