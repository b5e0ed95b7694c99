import assert from "node:assert/strict";
import {it} from "node:test";
import {latentName} from "../../src/components/axes.js";

it("latentName(symbol, latent) counts from one, in subscripts", () => {
  assert.equal(latentName("u", 0), "u₁");
  assert.equal(latentName("z", 3), "z₄");
});

it("latentName(symbol, latent) has a subscript for each digit", () => {
  assert.equal(latentName("z", 19), "z₂₀");
});
