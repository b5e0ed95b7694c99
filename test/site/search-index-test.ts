import assert from "node:assert/strict";
import {it} from "node:test";
import {searchOver} from "../../src/site/search-index.js";

const long = "words ".repeat(40);
const search = searchOver([
  [
    {anchor: "", title: "The bound", text: "What the KL divergence leaves open."},
    {anchor: "gap", title: "The gap", text: `${long}the divergence KL(q‖p) of μ, ${long}`}
  ],
  [{anchor: "kl", title: "KL in closed form", text: "Gaussians: σ² and μ²."}]
]);

it("searchOver(pages) finds sections with all words, those that are called so first", () => {
  const places = (query: string) => search(query).map(({page, anchor}) => `${page}#${anchor}`);
  assert.deepEqual(places("KL"), ["1#kl", "0#", "0#gap"]);
  assert.deepEqual(places("kl diverg"), ["0#", "0#gap"]);
  assert.deepEqual(places("kl zebra"), []);
  assert.deepEqual(places("gausians"), ["1#kl"]);
});

it("searchOver(pages) reads mu as μ", () => {
  assert.deepEqual(
    search("mu").map(({anchor}) => anchor),
    ["kl", "gap"]
  );
});

it("searchOver(pages) shows a piece of text about the first word, with what was found in every second part", () => {
  const {excerpt} = search("divergence mu")[0]!;
  assert.deepEqual(excerpt.slice(1, -1), ["divergence", " KL(q‖p) of ", "μ"]);
  assert.match(excerpt[0]!, /^… words (words )*the $/);
  assert.match(excerpt.at(-1)!, /^, words .* …$/);
  assert.ok(excerpt.join("").length < 160);
});
