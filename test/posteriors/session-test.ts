import assert from "node:assert/strict";
import {it} from "node:test";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {randomSource} from "../../src/math/random.js";
import {posteriorClient} from "../../src/posteriors/client.js";
import type {PosteriorAnswer} from "../../src/posteriors/session.js";
import {posteriorSession} from "../../src/posteriors/session.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";

const layers = randomLayers([2, 8, 12], "tanh");
const source = randomSource(6);
const x = Float32Array.from({length: 12}, () => source());
const q = {mu: [0.2, 0.1], logVar: [-3, -2]};

/** Returns a client of a session on this thread. */
function client() {
  const worker = Object.assign(new EventTarget(), {
    postMessage: (request: Parameters<typeof session>[0]) =>
      queueMicrotask(() => {
        try {
          session(request);
        } catch (error) {
          tell({type: "failed", id: request.id, message: (error as Error).message});
        }
      })
  });
  const tell = (data: PosteriorAnswer) =>
    void worker.dispatchEvent(Object.assign(new Event("message"), {data}));
  const network = createPlainNetwork(layers);
  const session = posteriorSession(network, layers[1], undefined, tell);
  return posteriorClient(worker as unknown as Worker);
}

it("a client gets the landscape, the posterior and the bound of its image", async () => {
  const posteriors = client();
  const landscape = await posteriors.landscape(x);
  assert.equal(landscape.length, 128 * 128);
  const {logEvidence} = await posteriors.posterior();
  const {elbo, klToPosterior, pixels} = await posteriors.bound(q);
  assertInDelta([elbo + klToPosterior], [logEvidence], 0.01);
  assert.equal(pixels.length, 12);
});

it("a client is told each better q, and at the end the best", async () => {
  const posteriors = client();
  await posteriors.landscape(x);
  const bounds: number[] = [];
  const best = await posteriors.best(q, ({elbo}) => bounds.push(elbo));
  assert.ok(bounds.length > 1);
  assert.deepEqual(
    bounds,
    bounds.toSorted((a, b) => a - b)
  );
  assert.equal(best.elbo, bounds.at(-1));
});

it("a client that asks before any image is told so", async () => {
  await assert.rejects(client().posterior(), /invalid request: posterior before any image/);
});
