const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** Returns the name of one coordinate, counted from 0, as plain text: latentName("u", 0) is u₁. */
export function latentName(symbol: "u" | "z", latent: number): string {
  return symbol + Array.from(String(latent + 1), (digit) => subscripts[Number(digit)]).join("");
}
