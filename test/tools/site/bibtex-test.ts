import assert from "node:assert/strict";
import {it} from "node:test";
import {bibtexOf} from "../../../tools/site/bibtex.js";
import {works} from "../../../tools/site/references.js";

it("bibtexOf(works) writes papers of meetings, of journals, and what is neither", () => {
  const known = (id: string) => works.find((work) => work.id === id)!;
  assert.equal(
    bibtexOf([known("burda2015"), known("vincent2011"), known("cover2006")]),
    `@inproceedings{burda2015,
  title = {{Importance Weighted Autoencoders}},
  author = {Burda and Grosse and Salakhutdinov},
  year = {2015},
  booktitle = {International Conference on Learning Representations, 2016},
  eprint = {1509.00519},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/1509.00519}
}

@article{vincent2011,
  title = {{A Connection Between Score Matching and Denoising Autoencoders}},
  author = {Vincent},
  year = {2011},
  journal = {Neural Computation},
  volume = {23},
  number = {7}
}

@misc{cover2006,
  title = {{Elements of Information Theory}},
  author = {Cover and Thomas},
  year = {2006},
  howpublished = {Second edition, Wiley}
}
`
  );
});

it("bibtexOf(works) has one entry for each work, with balanced braces and nothing that TeX reads", () => {
  const text = bibtexOf(works);
  assert.equal(text.match(/^@/gm)!.length, works.length);
  assert.equal(text.match(/\{/g)!.length, text.match(/\}/g)!.length);
  assert.doesNotMatch(text, /[%#$\\]|(?<!\S)&(?!\S)/);
});
