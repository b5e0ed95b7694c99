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
    id: "alemi2018",
    authors: ["Alemi", "Poole", "Fischer", "Dillon", "Saurous", "Murphy"],
    year: 2018,
    title: "Fixing a Broken ELBO",
    venue: "International Conference on Machine Learning"
  },
  {
    id: "arvanitidis2018",
    authors: ["Arvanitidis", "Hansen", "Hauberg"],
    year: 2018,
    title: "Latent Space Oddity: On the Curvature of Deep Generative Models",
    venue: "International Conference on Learning Representations",
    arxiv: "1710.11379"
  },
  {
    id: "bengio2013",
    authors: ["Bengio", "Courville", "Vincent"],
    year: 2013,
    title: "Representation Learning: A Review and New Perspectives",
    venue: "IEEE Transactions on Pattern Analysis and Machine Intelligence 35 (8)",
    arxiv: "1206.5538"
  },
  {
    id: "bengio2013g",
    authors: ["Bengio", "Thibodeau-Laufer", "Alain", "Yosinski"],
    year: 2013,
    title: "Deep Generative Stochastic Networks Trainable by Backprop",
    venue: "International Conference on Machine Learning, 2014",
    arxiv: "1306.1091"
  },
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
    id: "cover2006",
    authors: ["Cover", "Thomas"],
    year: 2006,
    title: "Elements of Information Theory",
    venue: "Second edition, Wiley"
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
    id: "gregor2013",
    authors: ["Gregor", "Mnih", "Wierstra"],
    year: 2013,
    title: "Deep AutoRegressive Networks",
    venue: "International Conference on Machine Learning, 2014",
    arxiv: "1310.8499"
  },
  {
    id: "higgins2017",
    authors: ["Higgins", "Matthey", "Pal", "Burgess", "Glorot", "Botvinick", "Mohamed", "Lerchner"],
    year: 2017,
    title: "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework",
    venue: "International Conference on Learning Representations"
  },
  {
    id: "hinton1995",
    authors: ["Hinton", "Dayan", "Frey", "Neal"],
    year: 1995,
    title: "The “Wake-Sleep” Algorithm for Unsupervised Neural Networks",
    venue: "Science 268"
  },
  {
    id: "ho2020",
    authors: ["Ho", "Jain", "Abbeel"],
    year: 2020,
    title: "Denoising Diffusion Probabilistic Models",
    venue: "Advances in Neural Information Processing Systems 33",
    arxiv: "2006.11239"
  },
  {
    id: "hoffman2013",
    authors: ["Hoffman", "Blei", "Wang", "Paisley"],
    year: 2013,
    title: "Stochastic Variational Inference",
    venue: "Journal of Machine Learning Research 14",
    arxiv: "1206.7051"
  },
  {
    id: "hoffman2016",
    authors: ["Hoffman", "Johnson"],
    year: 2016,
    title: "ELBO Surgery: Yet Another Way to Carve Up the Variational Evidence Lower Bound",
    venue: "Workshop in Advances in Approximate Bayesian Inference, NIPS"
  },
  {
    id: "iclr2024",
    authors: ["ICLR Program Chairs"],
    year: 2024,
    title: "ICLR 2024 Test of Time Award",
    venue: "blog.iclr.cc"
  },
  {
    id: "kavukcuoglu2008",
    authors: ["Kavukcuoglu", "Ranzato", "LeCun"],
    year: 2008,
    title: "Fast Inference in Sparse Coding Algorithms with Applications to Object Recognition",
    venue: "Technical report of New York University",
    arxiv: "1010.3467"
  },
  {
    id: "kingma2016",
    authors: ["Kingma", "Salimans", "Jozefowicz", "Chen", "Sutskever", "Welling"],
    year: 2016,
    title: "Improving Variational Inference with Inverse Autoregressive Flow",
    venue: "Advances in Neural Information Processing Systems 29",
    arxiv: "1606.04934"
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
    id: "kingma2021",
    authors: ["Kingma", "Salimans", "Poole", "Ho"],
    year: 2021,
    title: "Variational Diffusion Models",
    venue: "Advances in Neural Information Processing Systems 34",
    arxiv: "2107.00630"
  },
  {
    id: "lucas2019",
    authors: ["Lucas", "Tucker", "Grosse", "Norouzi"],
    year: 2019,
    title: "Don’t Blame the ELBO! A Linear VAE Perspective on Posterior Collapse",
    venue: "Advances in Neural Information Processing Systems 32",
    arxiv: "1911.02469"
  },
  {
    id: "oord2017",
    authors: ["van den Oord", "Vinyals", "Kavukcuoglu"],
    year: 2017,
    title: "Neural Discrete Representation Learning",
    venue: "Advances in Neural Information Processing Systems 30",
    arxiv: "1711.00937"
  },
  {
    id: "paisley2012",
    authors: ["Paisley", "Blei", "Jordan"],
    year: 2012,
    title: "Variational Bayesian Inference with Stochastic Search",
    venue: "International Conference on Machine Learning",
    arxiv: "1206.6430"
  },
  {
    id: "rainforth2018",
    authors: ["Rainforth", "Kosiorek", "Le", "Maddison", "Igl", "Wood", "Teh"],
    year: 2018,
    title: "Tighter Variational Bounds are Not Necessarily Better",
    venue: "International Conference on Machine Learning",
    arxiv: "1802.04537"
  },
  {
    id: "ranganath2013",
    authors: ["Ranganath", "Gerrish", "Blei"],
    year: 2013,
    title: "Black Box Variational Inference",
    venue: "International Conference on Artificial Intelligence and Statistics, 2014",
    arxiv: "1401.0118"
  },
  {
    id: "rezende2014",
    authors: ["Rezende", "Mohamed", "Wierstra"],
    year: 2014,
    title: "Stochastic Backpropagation and Approximate Inference in Deep Generative Models",
    venue: "International Conference on Machine Learning",
    arxiv: "1401.4082"
  },
  {
    id: "rezende2015",
    authors: ["Rezende", "Mohamed"],
    year: 2015,
    title: "Variational Inference with Normalizing Flows",
    venue: "International Conference on Machine Learning",
    arxiv: "1505.05770"
  },
  {
    id: "roeder2017",
    authors: ["Roeder", "Wu", "Duvenaud"],
    year: 2017,
    title:
      "Sticking the Landing: Simple, Lower-Variance Gradient Estimators for Variational Inference",
    venue: "Advances in Neural Information Processing Systems 30",
    arxiv: "1703.09194"
  },
  {
    id: "rombach2022",
    authors: ["Rombach", "Blattmann", "Lorenz", "Esser", "Ommer"],
    year: 2022,
    title: "High-Resolution Image Synthesis with Latent Diffusion Models",
    venue: "IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    arxiv: "2112.10752"
  },
  {
    id: "rosca2018",
    authors: ["Rosca", "Lakshminarayanan", "Mohamed"],
    year: 2018,
    title: "Distribution Matching in Variational Inference",
    venue: "arXiv preprint",
    arxiv: "1802.06847"
  },
  {
    id: "roweis1998",
    authors: ["Roweis"],
    year: 1998,
    title: "EM Algorithms for PCA and SPCA",
    venue: "Advances in Neural Information Processing Systems 10"
  },
  {
    id: "salakhutdinov2010",
    authors: ["Salakhutdinov", "Larochelle"],
    year: 2010,
    title: "Efficient Learning of Deep Boltzmann Machines",
    venue: "International Conference on Artificial Intelligence and Statistics"
  },
  {
    id: "salimans2013",
    authors: ["Salimans", "Knowles"],
    year: 2013,
    title: "Fixed-Form Variational Posterior Approximation through Stochastic Linear Regression",
    venue: "Bayesian Analysis 8 (4)",
    arxiv: "1206.6679"
  },
  {
    id: "sonderby2016",
    authors: ["Sønderby", "Raiko", "Maaløe", "Sønderby", "Winther"],
    year: 2016,
    title: "Ladder Variational Autoencoders",
    venue: "Advances in Neural Information Processing Systems 29",
    arxiv: "1602.02282"
  },
  {
    id: "song2021",
    authors: ["Song", "Sohl-Dickstein", "Kingma", "Kumar", "Ermon", "Poole"],
    year: 2021,
    title: "Score-Based Generative Modeling through Stochastic Differential Equations",
    venue: "International Conference on Learning Representations",
    arxiv: "2011.13456"
  },
  {
    id: "tipping1999",
    authors: ["Tipping", "Bishop"],
    year: 1999,
    title: "Probabilistic Principal Component Analysis",
    venue: "Journal of the Royal Statistical Society, Series B 61 (3)"
  },
  {
    id: "tomczak2018",
    authors: ["Tomczak", "Welling"],
    year: 2018,
    title: "VAE with a VampPrior",
    venue: "International Conference on Artificial Intelligence and Statistics",
    arxiv: "1705.07120"
  },
  {
    id: "vahdat2021",
    authors: ["Vahdat", "Kreis", "Kautz"],
    year: 2021,
    title: "Score-based Generative Modeling in Latent Space",
    venue: "Advances in Neural Information Processing Systems 34",
    arxiv: "2106.05931"
  },
  {
    id: "vincent2010",
    authors: ["Vincent", "Larochelle", "Lajoie", "Bengio", "Manzagol"],
    year: 2010,
    title:
      "Stacked Denoising Autoencoders: Learning Useful Representations in a Deep Network with a Local Denoising Criterion",
    venue: "Journal of Machine Learning Research 11"
  },
  {
    id: "vincent2011",
    authors: ["Vincent"],
    year: 2011,
    title: "A Connection Between Score Matching and Denoising Autoencoders",
    venue: "Neural Computation 23 (7)"
  }
];
