/** What a name to play with means. */
interface PlayHelp {
  /** How it is written: the name, with its arguments if it takes any. */
  use: string;
  /** What it is, in a sentence or two. */
  meaning: string;
}

/** The names that every section has to play with, by name, for an editor to show. */
export const playHelp = {
  model: {
    use: "model",
    meaning:
      "The model of MNIST with two latents: model.manifest, what was recorded of it; model.encoder and model.decoder, its networks."
  },
  x: {
    use: "x",
    meaning: "An image: 784 numbers from 0 (paper) to 1 (ink), row by row."
  },
  q: {
    use: "q",
    meaning: "What the encoder answers to x: {mu, logVar}, two numbers each; logVar is log σ²."
  },
  decode: {
    use: "decode(z)",
    meaning:
      "The mean of each pixel at a place z = [z₁, z₂]: 784 numbers from 0 to 1. Of several places one after the other, as many images."
  },
  encode: {
    use: "encode(x)",
    meaning: "What the encoder answers to an image: {mu, logVar}, of q(z|x)."
  },
  elbo: {
    use: "elbo(x, q, {samples, seed})",
    meaning:
      "The bound of an image, in nats, for the encoder’s q or for yours: by quadrature, or, with samples, the estimate (7) from that many seeded draws."
  },
  imageOf: {
    use: "imageOf(pixels)",
    meaning:
      "The image that 784 numbers from 0 to 1 make, such as decode(z) or x; of several images one after the other, a row."
  },
  nats: {
    use: "nats(value, digits)",
    meaning:
      "A number with so many digits after the point, 1 unless you say another, and a true minus."
  },
  tf: {
    use: "tf",
    meaning: "TensorFlow.js, on its WebAssembly backend; loaded when it is named."
  },
  d3: {use: "d3", meaning: "D3, to draw with; loaded when it is named."}
} satisfies Record<string, PlayHelp>;

/** Returns names and what they mean, as a list of definitions. */
export function helpList(
  entries: Readonly<Record<string, {use: string; meaning: string}>>
): HTMLElement {
  const list = document.createElement("dl");
  list.className = "help-list";
  for (const {use, meaning} of Object.values(entries)) {
    const name = document.createElement("code");
    name.textContent = use;
    const term = document.createElement("dt");
    term.append(name);
    const description = document.createElement("dd");
    description.textContent = meaning;
    list.append(term, description);
  }
  return list;
}
