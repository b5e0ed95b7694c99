import {create, format} from "d3";
import type {BoundTerms} from "../math/bound.js";
import type {DataRow} from "./figure-data.js";
import {giveData} from "./figure-data.js";

/** Equation (1) with the numbers of one q in it. */
export interface BoundSum {
  element: HTMLElement;
  /** Writes the numbers; error is what of log p(x) hangs on its lattice, in nats. */
  show(terms: BoundTerms, logEvidence: number, error: number): void;
}

const twoDecimals = format(".2f");
const threeDecimals = format(".3f");

/** Returns the sum; each of its terms lights its part of the figure, when pointed at or focused. */
export function boundSum(): BoundSum {
  const root = create("div").attr("class", "bound-sum");
  const line = root.append("p").attr("class", "terms");
  const reconstruction = term("", "reconstruction", "E<sub>q</sub>[log p(x|z)]");
  const klToPrior = term("−", "kl-prior", "KL(q ‖ p(z))");
  const klToPosterior = term("+", "gap", "KL(q ‖ p(z|x))");
  const sum = term("=", "evidence", "log p(x)");
  const check = root.append("p").attr("class", "note").attr("data-check", "");

  let present: DataRow | undefined;
  giveData(root.node()!, "the terms of q", () => (present === undefined ? [] : [present]));

  function term(sign: string, id: string, name: string) {
    const box = line.append("span").attr("class", "term-box");
    box.append("span").attr("class", "sign").text(sign);
    const part = box.append("span").attr("data-term", id).attr("tabindex", 0);
    part.append("span").attr("class", "name").html(name);
    return part.append("output").attr("data-value", id);
  }

  return {
    element: root.node()!,
    show(terms, logEvidence, error) {
      present = {
        reconstruction_nats: terms.reconstruction,
        kl_to_prior_nats: terms.klToPrior,
        bound_nats: terms.elbo,
        kl_to_posterior_nats: terms.klToPosterior,
        log_evidence_nats: logEvidence
      };
      reconstruction.text(twoDecimals(terms.reconstruction));
      klToPrior.text(twoDecimals(terms.klToPrior));
      klToPosterior.text(twoDecimals(terms.klToPosterior));
      const total = terms.elbo + terms.klToPosterior;
      sum.text(twoDecimals(total));
      check.text(
        `The expectations under q are taken over different points for the two sides; the posterior ` +
          `is normalized by the lattice, which says log p(x) = ${threeDecimals(logEvidence)}, ` +
          `${threeDecimals(Math.abs(total - logEvidence))} nats away. ` +
          `With steps twice as wide it would say ${threeDecimals(error)} more or less.`
      );
    }
  };
}
