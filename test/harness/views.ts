/** One of the six views of the board, as the tests expect it. */
export interface View {
  /** Its data-view attribute. */
  id: string;
  /** The folder of its model, in models. */
  model: string;
  /** What its sliders and marks are named after. */
  title: string;
  /** The number that each slider’s name has. */
  sliders: readonly number[];
  /** Whether it shows a sheet of images. */
  isSheet: boolean;
}

/** The six views, in the order of the page. */
export const views: readonly View[] = [
  {model: "mnist", title: "MNIST"},
  {model: "fashion", title: "Fashion-MNIST"}
].flatMap(({model, title}) => [
  {
    id: `${model}-2d`,
    model: `${model}-2d`,
    title: `${title}, 2 latents`,
    sliders: [1, 2],
    isSheet: false
  },
  {
    id: `${model}-4d`,
    model: `${model}-4d`,
    title: `${title}, 4 latents`,
    sliders: [1, 2, 3, 4],
    isSheet: false
  },
  {
    id: `${model}-4d-sheet`,
    model: `${model}-4d`,
    title: `${title}, 4 latents, a sheet`,
    sliders: [3, 4],
    isSheet: true
  }
]);

/** Returns the view of an id. */
export function viewOf(id: string): View {
  const view = views.find((candidate) => candidate.id === id);
  if (view === undefined) throw new Error(`no view ${id}`);
  return view;
}

/** Returns the name of a latent that counts from 1, such as u₃. */
export function nameOf(symbol: "u" | "z", latent: number): string {
  return symbol + "₁₂₃₄"[latent - 1];
}

/** Returns where the columns or the rows of a sheet stand, of u. */
export function sheetPositions(n: number): number[] {
  return Array.from({length: n}, (_, i) => 0.05 + (0.9 * i) / (n - 1));
}
