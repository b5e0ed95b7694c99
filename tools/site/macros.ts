/** What formulas may write for what the paper names often, by the symbols that they stand for. */
export const macros: Record<string, string> = {
  "\\prior": "\\htmlData{symbol=prior}{p(z)}",
  "\\post": "\\htmlData{symbol=posterior}{p_\\theta(z \\mid x)}",
  "\\lik": "\\htmlData{symbol=likelihood}{p_\\theta(x \\mid z)}",
  "\\px": "\\htmlData{symbol=evidence}{p_\\theta(x)}",
  "\\q": "\\htmlData{symbol=q}{q_\\phi(z \\mid x)}",
  "\\eps": "\\epsilon",
  "\\KL": "D_{\\mathrm{KL}}",
  "\\term": "\\htmlData{term=#1}{#2}"
};
