import assert from "node:assert/strict";
import {it} from "node:test";
import {
  earlySentence,
  endSentence,
  overfitSentence,
  panelFindings,
  superfluousSentence,
  usesSentence,
  widthSentence
} from "../../../src/figures/bound-curves/findings.js";
import {recordedRun} from "../../training/experiments/recorded-run.js";

/** Two methods with 3 and with 20 latents: wake-sleep leads early, and is not so far yet with 20. */
const runs = [
  recordedRun({heldOut: [-200, -180, -150]}),
  recordedRun({method: "wake-sleep", heldOut: [-195, -182, -152]}),
  recordedRun({latentSize: 20, heldOut: [-210, -170, -130], overfit: 2}),
  recordedRun({latentSize: 20, method: "wake-sleep", heldOut: [-220, -185]})
];

it("panelFindings(runs) compares as far as both methods go, and finds where wake-sleep leads", () => {
  const [three, twenty] = panelFindings(runs).map(({panel, ...finding}) => ({
    panel: panel.id,
    ...finding
  }));
  assert.deepEqual(three, {
    panel: "mnist-3",
    images: 30_000,
    aevb: -150,
    wakeSleep: -152,
    behind: {from: 10_000, to: 10_000, points: 1, of: 1, most: 5}
  });
  assert.deepEqual(twenty, {
    panel: "mnist-20",
    images: 20_000,
    aevb: -170,
    wakeSleep: -185,
    behind: undefined
  });
  assert.deepEqual(panelFindings(runs.slice(0, 1)), []);
});

it("panelFindings(runs) takes means over the seeds", () => {
  const more = [...runs, recordedRun({seed: 1, heldOut: [-190, -182, -160]})];
  assert.equal(panelFindings(more)[0].aevb, -155);
  assert.deepEqual(panelFindings(more)[0].behind, {
    from: 30_000,
    to: 30_000,
    points: 1,
    of: 1,
    most: 3
  });
});

it("the sentences say what the record says, and that the paper says otherwise where it does", () => {
  const findings = panelFindings(runs);
  assert.equal(
    endSentence(findings),
    "AEVB is higher in each of the 2 panels, by 2.0 to 15.0 nats after as many images as both " +
      "have seen, as in the paper."
  );
  assert.equal(
    earlySentence(findings),
    "Wake-sleep is ahead on the way in 1 of 2 panels: with 3 latents on MNIST after 10,000 " +
      "images, by 5.0 nats at most."
  );
  assert.match(
    widthSentence("mnist", findings),
    /after 20,000 images, .* is 2\.0 with 3, 15\.0 with 20 latents\. It widens with every step\.$/
  );
  assert.equal(widthSentence("fashion-mnist", findings), "");
});

it("the sentences turn with the record", () => {
  const other = panelFindings([
    recordedRun({heldOut: [-200, -190, -182, -170]}),
    recordedRun({method: "wake-sleep", heldOut: [-195, -191, -180, -165]}),
    ...runs.slice(2)
  ]);
  assert.equal(
    endSentence(other),
    "AEVB is higher in 1 of 2 panels: its lead is from −5.0 to 15.0 nats after as many images as " +
      "both have seen. In the paper it is higher in every panel."
  );
  assert.match(
    earlySentence(other),
    /at 3 of the 4 points from 10,000 to 40,000 images, by 5\.0 nats at most\.$/
  );
  const narrowing = panelFindings([
    ...runs.slice(0, 2),
    recordedRun({latentSize: 20, heldOut: [-210, -170, -150.5]}),
    recordedRun({latentSize: 20, method: "wake-sleep", heldOut: [-220, -175, -151]})
  ]);
  assert.match(widthSentence("mnist", narrowing), /It does not widen with the latents\.$/);
  assert.match(earlySentence(panelFindings(runs.slice(2))), /^Wake-sleep is ahead at no point/);
});

it("overfitSentence(…) tells what training images gain, not how hard either set is", () => {
  const gaining = (latentSize: number, gain: number) => {
    const run = recordedRun({latentSize, overfit: 3});
    run.curve.train!.elbo[1] += gain;
    return run;
  };
  assert.equal(
    overfitSentence("mnist", [gaining(3, 1.2), gaining(20, -0.4)]),
    "From the first point of its curve to the last, AEVB’s bound on training images of MNIST " +
      "gains 1.2 nats on that on held-out ones at most, with 3 latents, and loses 0.4 nats with 20."
  );
  assert.match(
    overfitSentence("mnist", [gaining(3, 0.2), gaining(20, 0.7)]),
    /gains 0\.7 nats .* with 20 latents, and that is where there are most\.$/
  );
});

it("superfluousSentence(…) compares the two largest models as far as both go", () => {
  assert.equal(
    superfluousSentence("mnist", runs),
    "With 20 latents in the place of 3, AEVB’s bound on held-out images of MNIST is 20.0 nats " +
      "higher after 30,000 images; 20 of the 20 are active."
  );
  assert.equal(superfluousSentence("mnist", runs.slice(0, 2)), "");
});

it("usesSentence(…) counts active latents, and those that carry half of the divergence", () => {
  const used = [
    recordedRun({latentSize: 4, klPerUnit: [0.001, 4, 1, 0.5]}),
    recordedRun({latentSize: 4, method: "wake-sleep", klPerUnit: [1, 1, 0.5, 0.009]})
  ];
  assert.equal(
    usesSentence("mnist", used),
    "Of 4 latents AEVB uses 3 and wake-sleep uses 3. Half of AEVB’s divergence, which is 5.5 " +
      "nats, is carried by 1 of them."
  );
});
