/** How fast a file is scanned for dangers. */

import { globSync, readFileSync } from "node:fs";
import { createSyntaxParser } from "../src/platform/syntax-parser.ts";
import { createSecurityScanner } from "../src/security/create-security-scanner.ts";
import { type Measurement, measure } from "./measure.ts";

const LINES = 300;

/** A file of 300 lines in each grammar, put together from the labelled corpus; another text each time. */
export async function benchSecurity(report: (measurement: Measurement) => void): Promise<void> {
  const scanner = createSecurityScanner({ syntax: createSyntaxParser(), version: "bench" });
  for (const [folder, ending] of [
    ["python", ".py"],
    ["typescript", ".ts"],
    ["rust", ".rs"],
  ] as const) {
    const lines = globSync(`datasets/validation/security/${folder}/*${ending}`)
      .filter((file) => !/test|syntax/.test(file))
      .sort()
      .flatMap((file) => readFileSync(file, "utf8").split("\n"));
    const base = lines.slice(0, LINES).join("\n");
    let round = 0;
    const scan = () => {
      round += 1;
      return scanner.scan({ path: `bench${ending}`, text: `${base}${"\n".repeat(round)}` });
    };
    report(
      await measure(`security scan, ${LINES} lines of *${ending}`, scan, {
        rounds: 50,
        warmUps: 20,
        target: 10,
        note: "parsing included",
      }),
    );
  }
}
