/** The models that the site ships whole. */
export type ModelId = "mnist-2d" | "mnist-4d" | "fashion-2d" | "fashion-4d";

/** What figures call them. */
export const modelTitles: Readonly<Record<ModelId, string>> = {
  "mnist-2d": "MNIST, 2 latents",
  "mnist-4d": "MNIST, 4 latents",
  "fashion-2d": "Fashion-MNIST, 2 latents",
  "fashion-4d": "Fashion-MNIST, 4 latents"
};

/** The models whose posteriors can be drawn: those with two latents. */
export type PlaneModelId = "mnist-2d" | "fashion-2d";
