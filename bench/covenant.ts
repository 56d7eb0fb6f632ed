/** How fast the Covenant front end is: small files, first files, large files. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze } from "../src/languages/covenant/analyze.ts";
import { format } from "../src/languages/covenant/format/format.ts";
import { type Measurement, measure } from "./measure.ts";

const BUILT = new URL("../dist/faces/cli/main.js", import.meta.url).pathname;
const ANALYZE = new URL("../dist/languages/covenant/analyze.js", import.meta.url).href;

/** A function of 60 lines: a guard, a match, a call, effects, requirements and a test. */
const snippet = (number: number): string => `snippet id="bench.f${number}" kind="fn"

effects
  effect console
end

requires
  req id="R-${number}"
    text "Tells the number"
    priority high
  end
end

signature
  fn name="f${number}"
    param name="raw" type="String"
    returns type="Int"
  end
end

body
  step id="s1" kind="compute"
    op=parse_int input var="raw"
    as="parsed"
  end
  step id="s2" kind="match"
    on="parsed"
    case variant type="Int" bindings=("number")
      step id="s2a" kind="call"
        fn="console.println"
        arg name="message" from="raw"
        as="_"
      end
      step id="s2b" kind="return"
        from="number"
        as="_"
      end
    end
    case wildcard
      step id="s2c" kind="return"
        lit=0
        as="_"
      end
    end
    as="_"
  end
end

tests
  test id="T-${number}" kind="unit" covers="R-${number}"
    step id="t1" kind="call"
      fn="bench.f${number}"
      arg name="raw" lit="${number}"
      as="got"
    end
  end
end

end
`;

const fileOf = (count: number): string =>
  Array.from({ length: count }, (_, number) => snippet(number)).join("\n");

export async function benchCovenant(report: (measurement: Measurement) => void): Promise<void> {
  const small = snippet(1);
  const lines = `${small.trimEnd().split("\n").length} lines`;
  for (const profile of ["compat", "strict"] as const) {
    const check = () => analyze(small, profile);
    const options = { rounds: 1000, warmUps: 500, target: 1, note: lines };
    report(await measure(`Covenant, ${profile}: one snippet, warm`, check, options));
  }
  report(
    await measure("Covenant: one snippet formatted, warm", () => format(small), {
      rounds: 1000,
      warmUps: 500,
      target: 1,
      note: lines,
    }),
  );
  report(await measureFirst(small));

  for (const [name, work] of [
    ["checked", (text: string) => analyze(text, "strict")],
    ["formatted", format],
  ] as const) {
    const [tenth, whole] = [fileOf(1_000), fileOf(10_000)];
    const smaller = await measure("", () => work(tenth), { rounds: 5 });
    const larger = await measure(`Covenant: 10,000 snippets ${name}`, () => work(whole), {
      rounds: 5,
    });
    const ratio = fastest(larger) / fastest(smaller);
    report({ ...larger, note: `${ratio.toFixed(1)} times 1,000 snippets (linear: 10)` });
  }
  report(await measureProcess(small));
}

/** Collections of garbage fall on the larger side alone: the fastest rounds compare the work. */
const fastest = ({ times }: Measurement): number => times[0] ?? Number.NaN;

/** The first check in a process that has loaded the front end and checked nothing yet. */
function measureFirst(text: string): Promise<Measurement> {
  const script = `const { analyze } = await import(${JSON.stringify(ANALYZE)}); const started = performance.now(); analyze(${JSON.stringify(text)}, "strict"); console.log(performance.now() - started);`;
  const times = Array.from({ length: 15 }, () =>
    Number(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
    ),
  );
  return Promise.resolve({
    name: "Covenant, strict: one snippet, cold",
    times: times.sort((a, b) => a - b),
    target: 10,
    note: "the first in its process",
  });
}

async function measureProcess(text: string): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  try {
    writeFileSync(
      join(folder, "x.cov"),
      text.replace(/\ntests\n[\s\S]*?\nend\n\nend\n$/, "\nend\n"),
    );
    const check = () =>
      execFileSync(process.execPath, [BUILT, "check", "x.cov"], { cwd: folder, stdio: "pipe" });
    return await measure("specwright check x.cov, built", check, { rounds: 15, target: 300 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
