/** A work that the pages refer to. */
export interface Work {
  /** What pages write after an @, such as `hinton1995`. */
  id: string;
  /** The surnames of its authors, in order; of more than three, “and others” stands for the rest. */
  authors: string[];
  year: number;
  title: string;
  /** Where it was published. */
  venue: string;
  /** Its number at arXiv, if it is there. */
  arxiv?: string;
}

/** All works that the pages refer to. */
export const works: Work[] = [
  {
    id: "burda2015",
    authors: ["Burda", "Grosse", "Salakhutdinov"],
    year: 2015,
    title: "Importance Weighted Autoencoders",
    venue: "International Conference on Learning Representations, 2016",
    arxiv: "1509.00519"
  },
  {
    id: "chatterjee2018",
    authors: ["Chatterjee", "Diaconis"],
    year: 2018,
    title: "The Sample Size Required in Importance Sampling",
    venue: "Annals of Applied Probability 28 (2)",
    arxiv: "1511.01437"
  },
  {
    id: "cremer2018",
    authors: ["Cremer", "Li", "Duvenaud"],
    year: 2018,
    title: "Inference Suboptimality in Variational Autoencoders",
    venue: "International Conference on Machine Learning",
    arxiv: "1801.03558"
  },
  {
    id: "kingma2019",
    authors: ["Kingma", "Welling"],
    year: 2019,
    title: "An Introduction to Variational Autoencoders",
    venue: "Foundations and Trends in Machine Learning 12 (4)",
    arxiv: "1906.02691"
  },
  {
    id: "rezende2014",
    authors: ["Rezende", "Mohamed", "Wierstra"],
    year: 2014,
    title: "Stochastic Backpropagation and Approximate Inference in Deep Generative Models",
    venue: "International Conference on Machine Learning",
    arxiv: "1401.4082"
  }
];
