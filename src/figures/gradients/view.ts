import {create} from "d3";
import {threeDigits} from "../../components/histogram.js";
import {withError} from "../../components/with-error.js";
import type {Draws, Parameter} from "../../math/gradients.js";
import type {Moments} from "../../math/moments.js";
import type {Estimators, Expectations} from "./cases.js";
import type {GradientSettings} from "./controls.js";
import type {HistogramPairData} from "./histogram-pair.js";

/** What the histograms and the table show. */
export interface GradientView {
  histograms: HistogramPairData;
  table: GradientRows;
  /** The last estimate of either kind; undefined where there is none. */
  last: {pathwise: number; score: number} | undefined;
}

const reach = 4; // of an axis, in standard deviations of the estimates

/**
 * Returns what there is to show of the first draws of a stream.
 *
 * @param wanted how many draws to use; what does not fill an estimate is left out
 * @param expected what to expect of them; undefined as long as it is not known
 */
export function gradientView(
  draws: Draws,
  wanted: number,
  expected: Expectations | undefined,
  {samples, of, constant, hasBaseline, hasSameScale}: GradientSettings,
  {pathwiseGradients, scoreGradients, estimatesOf, sampleMoments}: Estimators
): GradientView {
  const parameter: Parameter = {of, latent: 0};
  const used = {...draws, count: Math.min(draws.count, wanted)};
  const score = (added: number) => estimatesOf(scoreGradients(used, parameter, added), samples);
  const pathwise = estimatesOf(pathwiseGradients(used, parameter), samples);
  const plain = score(constant);
  // The mean of f + constant, subtracted: nothing is left of the constant.
  const baseline = expected && score(-expected.meanF);
  const shown = hasBaseline && baseline !== undefined ? baseline : plain;
  const ofShown = hasBaseline && expected !== undefined ? -expected.meanF : constant;
  const truth = expected?.of(parameter, ofShown);

  function ratios(by: Parameter): VarianceRatios {
    const varianceOf = (gradients: Float64Array) =>
      sampleMoments(estimatesOf(gradients, samples)).variance;
    const unit = varianceOf(pathwiseGradients(used, by));
    const ratio = (added: number) => varianceOf(scoreGradients(used, by, added)) / unit;
    return [1, ratio(constant), expected && ratio(-expected.meanF)];
  }

  const table: GradientRows = {
    count: pathwise.length,
    ratios: {mu: ratios({of: "mu", latent: 0}), sigma: ratios({of: "sigma", latent: 0})},
    pathwise: sampleMoments(pathwise),
    score: sampleMoments(plain),
    baseline: baseline && sampleMoments(baseline),
    exact: truth?.score.mean
  };
  const spread = (one: Moments | undefined, measured: Moments) =>
    Math.sqrt(one === undefined ? measured.variance : one.variance / samples);
  const measured = sampleMoments(shown);
  const spreads = {
    pathwise: spread(truth?.pathwise, table.pathwise) || 1,
    score: spread(truth?.score, measured) || 1
  };
  const middle = truth?.score.mean ?? (table.pathwise.mean || 0);
  const widest = Math.max(spreads.pathwise, spreads.score);
  const domain = (width: number): [number, number] => [
    middle - reach * (hasSameScale ? widest : width),
    middle + reach * (hasSameScale ? widest : width)
  ];
  const named = (name: string, {variance}: Moments) =>
    variance > 0 ? `${name}: standard deviation ${threeDigits(Math.sqrt(variance))}` : name;
  return {
    histograms: {
      score: {
        name: named(hasBaseline ? "Score function, mean baseline" : "Score function", measured),
        values: shown,
        domain: domain(spreads.score)
      },
      pathwise: {
        name: named("Pathwise", table.pathwise),
        values: pathwise,
        domain: domain(spreads.pathwise)
      },
      exact: truth?.score.mean,
      label: `estimates of the gradient by ${of === "mu" ? "μ" : "σ"}, in nats per unit of z`
    },
    table,
    last:
      pathwise.length === 0
        ? undefined
        : {pathwise: pathwise[pathwise.length - 1], score: shown[shown.length - 1]}
  };
}

/**
 * The variance of a gradient, divided by that of the pathwise one: of the pathwise one itself, of the
 * score function, and of that with its mean baseline, undefined as long as that is not known.
 */
type VarianceRatios = readonly [pathwise: 1, score: number, baseline: number | undefined];

/** The measured moments of the estimates, and what their mean should be. */
interface GradientRows {
  /** How many estimates each row has. */
  count: number;
  pathwise: Moments;
  score: Moments;
  /** The score function with its mean baseline; undefined as long as that is not known. */
  baseline: Moments | undefined;
  /** undefined as long as it is not known. */
  exact: number | undefined;
  /** Of the gradients with respect to μ and to σ of the same draws. */
  ratios: Record<Parameter["of"], VarianceRatios>;
}

/** A table of what the estimates turn out to be. */
export interface GradientTable extends HTMLElement {
  show(rows: GradientRows): void;
}

const names = ["pathwise", "score function", "score function, mean baseline", "exact"] as const;

/** Returns the table: a row for each estimator, all of the same draws. */
export function gradientTable(): GradientTable {
  const table = create("table").attr("class", "gradient-table");
  const head = table.append("thead").append("tr");
  head.append("td");
  const columns = [
    "mean ± standard error",
    "standard deviation",
    "variance ÷ pathwise, ∂/∂μ",
    "and ∂/∂σ"
  ];
  head
    .selectAll("th")
    .data(columns)
    .join("th")
    .attr("scope", "col")
    .text((text) => text);
  const rows = names.map((name) => {
    const row = table.append("tr").attr("data-row", name);
    row.append("th").attr("scope", "row").text(name);
    return columns.map(() => row.append("td"));
  });

  function show({count, pathwise, score, baseline, exact, ratios}: GradientRows): void {
    [pathwise, score, baseline].forEach((moments, i) => {
      const [mean, deviation, byMu, bySigma] = rows[i];
      const {mean: m, variance: v} = moments ?? {mean: NaN, variance: NaN};
      mean.text(withError(m, Math.sqrt(v / count)));
      deviation.text(v > 0 ? threeDigits(Math.sqrt(v)) : "–");
      const shared = [
        [byMu, ratios.mu[i]],
        [bySigma, ratios.sigma[i]]
      ] as const;
      for (const [cell, ratio] of shared) {
        cell.text(count > 1 && Number.isFinite(ratio) ? threeDigits(ratio!) : "–");
      }
    });
    rows[3][0].text(exact === undefined ? "–" : threeDigits(exact));
  }

  return Object.assign(table.node()!, {show});
}
