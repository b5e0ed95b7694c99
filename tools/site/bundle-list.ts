/** A library that the pages get as one file of ours, in the place where Framework looks first. */
export interface Bundle {
  /** The name that modules import. */
  name: string;
  /** Where Framework keeps such files: packages in node_modules, or those of its own pages. */
  cache: "_node" | "_npm";
  /** The module to bundle; defaults to all that the name exports, and those held with it. */
  entry?: string;
  /** Other modules that it holds too; each of them is still imported by its own name. */
  holds?: string[];
  /** What stays an import, because another bundle holds it. */
  external?: string[];
  /** Modules that it gets instead of those of these names: their text. */
  replacing?: Record<string, string>;
  /** Whether a slim site gets only those exports that it imports by name. */
  canBeSlim?: boolean;
}

/**
 * The libraries to bundle.
 *
 * TensorFlow.js: Framework's bundler leaves `import "fs"` in the WebAssembly backend, and the
 * package `@tensorflow/tfjs` brings WebGL and data sets, which nothing here uses. So both names lead
 * to one file: core, gradients, layers, and the backends wasm and cpu. What opens graph models is
 * another one, for who brings such a model.
 * d3 comes as one request instead of thirty; of valibot, which its users call as `v.…`, a slim
 * site gets a seventh; htl and isoformat are what Framework's own `html`, `svg` and `Inputs` would
 * otherwise fetch from the network. The editor of cells is one file, and so is what compiles them:
 * each is loaded when a reader first edits or runs one.
 */
export const bundles: Bundle[] = [
  {
    name: "@tensorflow/tfjs",
    cache: "_node",
    entry: `
      import "@tensorflow/tfjs-core/dist/register_all_gradients";
      import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
      export * from "@tensorflow/tfjs-core";
      export * from "@tensorflow/tfjs-layers";
      export * from "@tensorflow/tfjs-backend-cpu";
      export * from "@tensorflow/tfjs-backend-wasm";`
  },
  {
    name: "@tensorflow/tfjs-backend-wasm",
    cache: "_node",
    entry: `export {BackendWasm, getThreadsCount, setThreadsCount, setWasmPath, setWasmPaths, version_wasm}
      from "@tensorflow/tfjs";`,
    external: ["@tensorflow/tfjs"]
  },
  {
    name: "@tensorflow/tfjs-converter",
    cache: "_node",
    entry: `export {loadGraphModel} from "@tensorflow/tfjs-converter";`,
    external: ["@tensorflow/tfjs"],
    // Its own copy of the core would know no backend.
    replacing: {
      "@tensorflow/tfjs-core": `export * from "@tensorflow/tfjs";`,
      "@tensorflow/tfjs-core/dist/ops/ops_for_converter": `export * from "@tensorflow/tfjs";`,
      "@tensorflow/tfjs-core/dist/io/io_utils": `
        import {io} from "@tensorflow/tfjs";
        export const {decodeWeightsStream} = io;`
    }
  },
  {name: "d3", cache: "_node", entry: `export * from "d3";`, canBeSlim: true},
  {name: "valibot", cache: "_node", entry: `export * from "valibot";`, canBeSlim: true},
  {name: "jstat", cache: "_node", entry: `export {default} from "jstat";`},
  {
    name: "@codemirror/view",
    cache: "_node",
    holds: [
      "@codemirror/state",
      "@codemirror/commands",
      "@codemirror/language",
      "@codemirror/autocomplete",
      "@codemirror/lint",
      "@codemirror/lang-javascript",
      "@lezer/highlight"
    ],
    canBeSlim: true
  },
  {
    name: "sucrase",
    cache: "_node",
    holds: [
      "acorn",
      "acorn-walk",
      "@jridgewell/sourcemap-codec",
      ...["assignments", "awaits", "declarations", "references"].map(
        (file) => `@observablehq/framework/dist/javascript/${file}.js`
      )
    ],
    canBeSlim: true
  },
  {name: "htl", cache: "_npm", entry: `export * from "htl";`},
  {name: "isoformat", cache: "_npm", entry: `export * from "isoformat";`}
];
