/** A number in digits or words that measures something: with its unit behind it. */
const count =
  "(?:\\d[\\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundreds?|thousands?|half|thirds?|quarters?)";
const unit =
  "(?:nats?|%|per ?cent|percent|times (?:as|more|less|the|its|wider|smaller|larger|higher)|orders? of magnitude|ms\\b|milliseconds?|seconds?|epochs|images per second|of the (?:test )?(?:codes|images|digits|1s))";
const measured = new RegExp(`\\b${count}[\\s\\u00a0]*${unit}`, "i");

/** A number of more digits than one, in a sentence about what we trained and its results. */
const digits = /(?<![\w.×-])[−-]?(?:\d{2,}|\d+[.,]\d)(?:[.,]?\d)*(?![\w-])/;
const models =
  /\b(?:our|shipped|these|trained) (?:models?|encoders?|decoders?)\b|\b(?:mnist|fashion)-\d+d\b|\btest (?:set|images|codes)\b/i;
const results =
  /\b(?:ELBO|reconstruct\w*|KL|gap|variance|likelihood|effective|mean|median|standard deviations?|wide|wins|reach(?:es)?)\b/i;

/** What a sentence says of others, or of mathematics, may hold their numbers. */
const ofOthers =
  /\bpapers?\b|\bKingma\b|\bliterature\b|\bPyTorch\b|\bentropy\b|\bwere\b[^.]*\bwould\b/i;

/** Numbers that count places of the paper, layers of a name or sizes, and measure nothing. */
const labels =
  /\b(?:Figures?|sections?|equations?|appendix|appendices|Algorithm|line|version|seed)\s*\(?[\dA-F][\d./]*\)?(?:(?:,| and| to| or) \(?\d[\d./]*\)?)*|\(\d+\)|\b\d+ × \d+\b|\b\d+ bits?\b|\b(?:19|20)\d\d\b|\barXiv:\S+/gi;

/**
 * Returns the sentences of a built page that hold a typed-in number about our models. What the
 * build or the browser fills in, formulas and code are no part of the text.
 */
export function typedNumbers(html: string): string[] {
  return sentencesOf(html).filter((sentence) => {
    if (ofOthers.test(sentence)) return false;
    const text = sentence.replaceAll(labels, " ");
    return measured.test(text) || (digits.test(text) && models.test(text) && results.test(text));
  });
}

function sentencesOf(html: string): string[] {
  const main = /<main\b[^>]*>([^]*)<\/main>/.exec(html)?.[1] ?? "";
  const filled = main
    .replaceAll(/<(data|pre|code|script|style|svg|button|dl)\b[^>]*>[^]*?<\/\1>/g, "■")
    .replaceAll(/<(?:observablehq-loading)[^>]*><\/observablehq-loading>|<!--[^]*?-->/g, "■")
    .replaceAll(/<span class="katex-mathml">[^]*?<\/math><\/span>/g, "■");
  const blocks = withoutFormulas(filled).split(
    /<\/?(?:p|li|figcaption|td|th|h[1-4]|summary|div|nav|figure|details|ul|ol|table)\b[^>]*>/
  );
  return blocks
    .map((block) =>
      decoded(block.replaceAll(/<[^>]*>/g, ""))
        .replaceAll(/\s+/g, " ")
        .trim()
    )
    .flatMap((text) => text.split(/(?<=[.?!:;]["”’)]?) (?=[A-Z“■])/))
    .filter((sentence) => sentence !== "");
}

/** Returns HTML with what KaTeX has drawn left out: spans in spans, which no pattern matches. */
function withoutFormulas(html: string): string {
  let result = "";
  let depth = 0;
  for (const part of html.split(/(<\/?span\b[^>]*>)/)) {
    const opens = part.startsWith("<span");
    if (depth > 0) depth += opens ? 1 : part === "</span>" ? -1 : 0;
    else if (opens && /class="katex-html"/.test(part)) depth = 1;
    else result += part;
  }
  return result;
}

function decoded(text: string): string {
  const entities: Record<string, string> = {amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " "};
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity);
}
