/**
 * Returns a promise to the rules of fonts that the page brings with it, as far as a drawing names
 * them, each with its file in it: a file of its own has nowhere to load them from.
 */
export async function embeddedFonts(drawing: Element): Promise<string> {
  const named = new Set(
    Array.from(drawing.querySelectorAll("[font-family]")).flatMap((element) =>
      element.getAttribute("font-family")!.split(",").map(plainName)
    )
  );
  const styled = new Set(
    Array.from(drawing.querySelectorAll("[font-family]"), (element) =>
      [
        plainName(element.getAttribute("font-family")!.split(",")[0]),
        element.getAttribute("font-style") ?? "normal",
        (element.getAttribute("font-weight") ?? "400") >= "600" ? "bold" : "normal"
      ].join()
    )
  );
  const rules = Array.from(document.styleSheets).flatMap(fontRules);
  const used = rules.filter(({rule: {style}}) => {
    const family = plainName(style.getPropertyValue("font-family"));
    if (!named.has(family)) return false;
    const weight = style.getPropertyValue("font-weight");
    const bold = weight === "bold" || Number(weight) >= 600 ? "bold" : "normal";
    return styled.has([family, style.getPropertyValue("font-style") || "normal", bold].join());
  });
  return (await Promise.all(used.map(inlined))).join("\n");
}

interface FontRule {
  rule: CSSFontFaceRule;
  /** What the addresses in it are relative to. */
  base: string;
}

function fontRules(sheet: CSSStyleSheet): FontRule[] {
  const base = sheet.href ?? document.baseURI;
  return Array.from(sheet.cssRules).flatMap((rule): FontRule[] => {
    if (rule instanceof CSSImportRule && rule.styleSheet) return fontRules(rule.styleSheet);
    return rule instanceof CSSFontFaceRule ? [{rule, base}] : [];
  });
}

async function inlined({rule, base}: FontRule): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1];
  if (address === undefined) return "";
  const file = await (await fetch(new URL(address, base))).blob();
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.addEventListener("error", () => reject(new Error(`cannot read the font ${address}`)));
    reader.readAsDataURL(file);
  });
  const of = (name: string) => `${name}: ${rule.style.getPropertyValue(name) || "normal"};`;
  const family = `font-family: ${rule.style.getPropertyValue("font-family")};`;
  return `@font-face {${family} ${of("font-style")} ${of("font-weight")} src: url(${url});}`;
}

function plainName(family: string): string {
  return family.replaceAll(/["']/g, "").trim();
}
