import {create, format} from "d3";
import {informationFormat, unitLabel} from "../../components/information.js";
import {informationWithError} from "../../components/with-error.js";
import type {RungSummary} from "../../formats/ladder.js";
import {shownUnit} from "../../state/unit.js";
import type {ImageLadder} from "./image.js";

/** The numbers of one rung: of the image, and over images. */
interface LadderReadout extends HTMLElement {
  showImage(image: ImageLadder, rung: number): void;
  showSummaries(summaries: readonly RungSummary[], rung: number): void;
}

const rows = {
  gap: () => `log p(x) − bound, ${shownUnit()}`,
  closed: () => "of the gap, closed",
  size: () => "effective draws",
  excess: () => `no bound − log p(x), ${shownUnit()}`,
  above: () => "images where that is above 0"
};
const percent = format(".0%");
const nats = informationFormat(".2f");
const tenths = format(".1f");

/** Returns nats with their sign, in the unit shown. */
export function signedNats(value: number): string {
  return informationFormat("+.2f")(value);
}

/** Returns the table, without numbers as yet. */
export function ladderReadout(): LadderReadout {
  const table = create("table").attr("data-readout", "");
  const head = table.append("thead").append("tr");
  head.append("td");
  for (const name of ["this image", "median", "mean"]) {
    head.append("th").attr("scope", "col").text(name);
  }
  const body = table.append("tbody").attr("role", "status");
  const cells = Object.entries(rows).map(([key, name]) => {
    const row = body.append("tr").attr("data-row", key);
    row.append("th").attr("scope", "row").call(unitLabel, name);
    return [0, 1, 2].map(() => row.append("td"));
  });
  const write = (columns: readonly number[], texts: readonly (readonly string[])[]) =>
    texts.forEach((row, i) => row.forEach((text, j) => cells[i][columns[j]].text(text)));
  write([0], [["…"], ["…"], ["…"], ["…"], ["–"]]);

  return Object.assign(table.node()!, {
    showImage({exact, rungs}: ImageLadder, rung: number): void {
      const [first, gap] = [exact - rungs[0].bound, exact - rungs[rung].bound];
      const {outside, size} = rungs[rung];
      const texts = [
        nats(gap),
        percent(1 - gap / first),
        tenths(size),
        signedNats(outside - exact)
      ];
      write(
        [0],
        texts.map((text) => [text])
      );
    },
    showSummaries(summaries: readonly RungSummary[], rung: number): void {
      const [{gap: first}, {gap, excess, size, above}] = [summaries[0], summaries[rung]];
      const closed = (of: "median" | "mean") => percent(1 - gap[of] / first[of]);
      write(
        [1, 2],
        [
          [nats(gap.median), informationWithError(gap.mean, gap.standardError)],
          [closed("median"), closed("mean")],
          [tenths(size.median), tenths(size.mean)],
          [signedNats(excess.median), signedNats(excess.mean)],
          // At K = 1 both are the bound of (3), and a share above 0 is the noise of the draws.
          ["–", rung === 0 ? "none" : percent(above)]
        ]
      );
    }
  });
}
