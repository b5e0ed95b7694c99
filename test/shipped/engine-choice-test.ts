import assert from "node:assert/strict";
import {it} from "node:test";
import {engineChoice, engineSentence} from "../../src/shipped/engine-choice.js";

it("engineChoice(query) is what the address asks for", () => {
  assert.deepEqual(engineChoice(""), {});
  assert.deepEqual(engineChoice("?other=1"), {});
  assert.deepEqual(engineChoice("?engine=plain"), {forced: "plain"});
});

it("engineChoice(query) complains about a name that it does not know", () => {
  for (const name of ["webgpu", "toString", ""]) {
    assert.deepEqual(engineChoice(`?engine=${name}`), {
      complaint: `There is no engine “${name}” (only kernel, plain, tfjs), so the page chose one.`
    });
  }
});

it("engineSentence(decoder, choice) names the engine, what it is, and what went otherwise", () => {
  assert.match(
    engineSentence({engine: "tfjs-wasm"}, {forced: "tfjs"}),
    /^The images are computed by the engine “tfjs”: TensorFlow\.js, [^.]*\.$/
  );
  const choice = engineChoice("?engine=x");
  assert.match(
    engineSentence({engine: "plain", reason: "no SIMD"}, choice),
    /^There is no engine “x” .* “plain”: .*\. The kernel cannot be used: no SIMD\.$/
  );
});
