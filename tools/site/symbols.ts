/** A symbol or a term of the paper, and what it means. */
export interface PaperSymbol {
  /** What formulas and figures mark it with, as `data-symbol` or `data-term`. */
  id: string;
  /** How it is written, in TeX. */
  tex: string;
  /** What it is called. */
  name: string;
  /** What it means, in a sentence or two; formulas between `$`. */
  meaning: string;
  /** The glyphs by which it is found in any formula, as KaTeX sets them. */
  glyphs?: RegExp;
}

/** Every symbol that explains itself, in the order of the table in the notes. */
export const symbols: PaperSymbol[] = [
  {
    id: "x",
    tex: "x",
    name: "an image",
    meaning: "What is observed: 784 pixels, each from 0 (paper) to 1 (ink).",
    glyphs: /mathnormal">x$/
  },
  {
    id: "z",
    tex: "z",
    name: "a latent point",
    meaning:
      "What is not observed: a place in a space of few dimensions, from which an image comes.",
    glyphs: /mathnormal">z$/
  },
  {
    id: "u",
    tex: "u",
    name: "a place on the unit square",
    meaning: "What a slider sets: the share of the prior below $z$, so that $z = \\Phi^{-1}(u)$.",
    glyphs: /mathnormal">u$/
  },
  {
    id: "cdf",
    tex: "\\Phi",
    name: "the normal distribution function",
    meaning:
      "The share of a standard normal distribution below a number; $\\Phi^{-1}$ is its inverse.",
    glyphs: /mord">Φ$/
  },
  {
    id: "epsilon",
    tex: "\\epsilon",
    name: "noise",
    meaning:
      "Drawn from a fixed distribution; all that is random in $z = \\mu + \\sigma \\odot \\epsilon$.",
    glyphs: /mathnormal">[ϵε]$/
  },
  {
    id: "mu",
    tex: "\\mu",
    name: "the mean of q",
    meaning: "Where the encoder puts the middle of $q_\\phi(z \\mid x)$.",
    glyphs: /mathnormal">μ$/
  },
  {
    id: "sigma",
    tex: "\\sigma",
    name: "the standard deviation of q",
    meaning:
      "How wide the encoder makes $q_\\phi(z \\mid x)$, along each latent; the network gives $\\log \\sigma^2$.",
    glyphs: /mathnormal">σ$/
  },
  {
    id: "q",
    tex: "q_\\phi(z \\mid x)",
    name: "the encoder’s distribution",
    meaning:
      "The approximate posterior, or recognition model: a Gaussian with diagonal covariance around $\\mu$.",
    glyphs: /mathnormal">q$/
  },
  {
    id: "phi",
    tex: "\\phi",
    name: "the encoder’s parameters",
    meaning: "The weights and biases of the network that gives $\\mu$ and $\\log \\sigma^2$.",
    glyphs: /mathnormal">ϕ$/
  },
  {
    id: "theta",
    tex: "\\theta",
    name: "the decoder’s parameters",
    meaning: "The weights and biases of the network that gives the distribution of an image.",
    glyphs: /mathnormal">θ$/
  },
  {
    id: "prior",
    tex: "\\prior",
    name: "the prior",
    meaning: "How latent points are spread before any image is seen: $\\mathcal N(0, I)$."
  },
  {
    id: "likelihood",
    tex: "\\lik",
    name: "the decoder’s distribution",
    meaning: "How likely each image is to come from a place $z$: one Bernoulli for each pixel."
  },
  {
    id: "posterior",
    tex: "\\post",
    name: "the true posterior",
    meaning:
      "Which $z$ could have produced an image, by Bayes’ rule: $p_\\theta(x \\mid z)\\,p(z) / p_\\theta(x)$."
  },
  {
    id: "evidence",
    tex: "\\px",
    name: "the marginal likelihood",
    meaning:
      "How likely the whole model makes an image: the integral of $p(z)\\,p_\\theta(x \\mid z)$ over $z$."
  },
  {
    id: "elbo",
    tex: "\\mathcal L",
    name: "the variational bound",
    meaning:
      "What is maximized, the paper’s equations (2) and (3): never above $\\log p_\\theta(x)$. In <span data-bits='bits'>nats</span>.",
    glyphs: /mathcal">L$/
  },
  {
    id: "reconstruction",
    tex: "\\mathbb E_q \\log p_\\theta(x \\mid z)",
    name: "the reconstruction term",
    meaning:
      "How well points drawn from $q$ explain the image, on average; its negative is the reconstruction error."
  },
  {
    id: "kl-prior",
    tex: "\\KL(q_\\phi(z \\mid x) \\,\\Vert\\, p(z))",
    name: "the divergence from the prior",
    meaning: "What it costs that $q$ is not the prior: the first of two different KL divergences."
  },
  {
    id: "gap",
    tex: "\\KL(q_\\phi(z \\mid x) \\,\\Vert\\, p_\\theta(z \\mid x))",
    name: "the gap",
    meaning:
      "How far $q$ is from the true posterior, and so how far the bound is below $\\log p_\\theta(x)$."
  }
];
