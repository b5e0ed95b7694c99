import assert from "node:assert/strict";

/** The numbers of the sum of the gap’s figure, as they stand on the page, in nats. */
export interface Sum {
  reconstruction: number;
  klToPrior: number;
  klToPosterior: number;
  evidence: number;
}

/** Runs in the page: the numbers of one moment, since a q that is being improved changes them. */
export function readSum(): Sum {
  const numbers = ["reconstruction", "kl-prior", "gap", "evidence"].map((id) => {
    const place = document.querySelector(`.bound-sum [data-value="${id}"]`)!;
    return Number(place.textContent!.replace("−", "-"));
  });
  const [reconstruction, klToPrior, klToPosterior, evidence] = numbers;
  return {
    reconstruction: reconstruction!,
    klToPrior: klToPrior!,
    klToPosterior: klToPosterior!,
    evidence: evidence!
  };
}

/** Runs in the page: whether the sum is there and the lattice agrees with it to some nats. */
export function isSumSettled(nats: number): boolean {
  if (document.querySelector(".gap-figure.waiting") !== null) return false;
  const check = document.querySelector("[data-check]")?.textContent ?? "";
  const away = /= −[\d.]+, ([\d.]+) nats away/.exec(check);
  return away !== null && Number(away[1]) < nats;
}

/** Asserts that the numbers add up, each rounded to two decimals. */
export function assertSum(
  {reconstruction, klToPrior, klToPosterior, evidence}: Sum,
  within = 0.021
): void {
  const total = reconstruction - klToPrior + klToPosterior;
  assert.ok(Math.abs(total - evidence) < within, `${total}, expected ${evidence}`);
}
