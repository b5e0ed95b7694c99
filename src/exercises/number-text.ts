/** Returns a number as sentences have it, with so many significant digits and a real minus sign. */
export function numberText(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** Returns numbers as sentences have them, in parentheses; of many, the first three. */
export function listText(values: ArrayLike<number>): string {
  const shown = Array.from(values).slice(0, 3);
  const texts = shown.map((value) => numberText(value));
  return `(${[...texts, ...(values.length > shown.length ? ["…"] : [])].join(", ")})`;
}

/** Returns two different numbers with as many digits as it takes to see that they differ. */
export function differingTexts(first: number, second: number): [string, string] {
  for (let digits = 3; digits <= 12; ++digits) {
    const [a, b] = [numberText(first, digits), numberText(second, digits)];
    if (a !== b) return [a, b];
  }
  return [String(first), String(second)];
}
