import assert from "node:assert/strict";
import {it} from "node:test";
import type {TfjsNetworkFiles} from "../../../src/engine/tfjs/network.js";
import {openTfjsNetwork} from "../../../src/engine/tfjs/network.js";

it("openTfjsNetwork(files) says that the input of a graph has no shape", async () => {
  const node = [
    {name: "z", op: "Placeholder", attr: {dtype: {type: "DT_FLOAT"}}},
    {name: "o", op: "Sigmoid", input: ["z"], attr: {T: {type: "DT_FLOAT"}}}
  ];
  const files = {
    name: "model.json",
    format: "graph" as const,
    topology: {node, versions: {producer: 440}},
    weights: {specs: [], data: new Uint8Array()}
  } satisfies TfjsNetworkFiles;
  await assert.rejects(openTfjsNetwork(files), {
    message: "invalid model.json: its input z has no shape, expected one, as converters write it"
  });
});
