import assert from "node:assert/strict";
import {it} from "node:test";
import {answerQuestions} from "../../src/async/worker.js";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {randomSource} from "../../src/math/random.js";
import {posteriorsOf, startPosteriors} from "../../src/posteriors/client.js";
import {posteriorSession} from "../../src/posteriors/session.js";
import type {Subject} from "../../src/own/subject.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";
import {SessionWorker, ThreadWorker} from "../thread-worker.js";

const layers = randomLayers([2, 8, 12], "tanh");
const source = randomSource(6);
const x = Float32Array.from({length: 12}, () => source());
const q = {mu: [0.2, 0.1], logVar: [-3, -2]};

/** Returns a client of a session on this thread. */
function client() {
  const network = createPlainNetwork(layers);
  const session = posteriorSession(async () => ({network, lastLayer: layers[1]}));
  const worker = new SessionWorker((page) => answerQuestions(session, page));
  return startPosteriors({layers}, {worker});
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
  const best = await posteriors.best("diagonal", q, ({elbo}) => bounds.push(elbo));
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

it("a client whose model cannot be opened is told so by each answer", async () => {
  const session = posteriorSession(() => Promise.reject(new Error("invalid layers: none")));
  const worker = new SessionWorker((page) => answerQuestions(session, page));
  const posteriors = startPosteriors({layers: []}, {worker});
  await assert.rejects(posteriors.landscape(x), {message: "invalid layers: none"});
  await assert.rejects(posteriors.bound(q), {message: "invalid layers: none"});
});

it("a client is told how many images its model has decoded, for as long as it lives", async () => {
  const network = createPlainNetwork(layers);
  const session = posteriorSession(async (_model, onDecoded) => {
    const logits: typeof network.logits = (z, count) => {
      onDecoded(count);
      return network.logits(z, count);
    };
    return {network: {...network, logits}};
  });
  const worker = new SessionWorker((page) => answerQuestions(session, page));
  const counts: number[] = [];
  const onDecoded = (count: number) => void counts.push(count);
  const posteriors = startPosteriors({layers}, {worker, onDecoded});
  await posteriors.likelihoods(x, new Float32Array(2));
  await posteriors.likelihoods(x, new Float32Array(6));
  assert.deepEqual(counts.slice(-2), [1, 3]);
});

/** Returns what posteriorsOf looks at of a model. */
function subject(isShipped: boolean): Subject {
  const parts = {isShipped, exactDecoder: async () => ({layers})};
  return parts as Partial<Subject> as Subject;
}

it("posteriorsOf(subject) are the same ones each time for a model that the site ships", async () => {
  const [worker, shipped] = [new ThreadWorker(), subject(true)];
  const options = {worker, until: Promise.resolve()};
  const first = await posteriorsOf(shipped, options);
  assert.equal(await posteriorsOf(shipped, options), first);
  assert.deepEqual([worker.posted.length, worker.isTerminated], [1, false]);
});

it("posteriorsOf(subject, {until}) end with it for a model of the reader’s own", async () => {
  const worker = new ThreadWorker();
  let end = () => {};
  const until = new Promise<void>((resolve) => (end = resolve));
  const posteriors = await posteriorsOf(subject(false), {worker, until});
  assert.equal(worker.isTerminated, false);
  end();
  await until;
  await assert.rejects(posteriors.posterior(), /the worker is no longer needed$/);
  assert.equal(worker.isTerminated, true);
});
