/** How fast the house rules are: all of them over a node of 300 lines, its trees parsed. */

import { readFileSync } from "node:fs";
import { checkPatterns } from "../src/languages/onex/evidence/check-patterns.ts";
import { RECOGNISERS } from "../src/languages/onex/evidence/recognisers.ts";
import { parseCoreFacts } from "../src/languages/onex/rules/core-facts.ts";
import { openNode } from "../src/languages/onex/rules/node-unit.ts";
import { runRules } from "../src/languages/onex/rules/run-rules.ts";
import { createSyntaxParser } from "../src/platform/syntax-parser.ts";
import { type Measurement, measure } from "./measure.ts";

const DATA = new URL("../datasets/onex/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, DATA), "utf8");
const FOLDER = "nodes/effect/node_order_record_writer_effect";
const LINES = 300;
/** Each round needs trees of its own: what was read off a tree is kept with it. */
const ROUNDS = 60;
const WARM_UPS = 20;

/** The example effect, its handler's method repeated under other names until all files have 300 lines together. */
function filesOf(round: number) {
  const files = ["node.py", "models.py", "handler.py", "protocol_order_store.py"].map((name) => ({
    path: `src/orderdesk/${FOLDER}/${name}`,
    text: `${read(`${FOLDER}/${name}`)}# ${round}\n`,
  }));
  const count = (): number => files.reduce((total, { text }) => total + text.split("\n").length, 0);
  const handler = files.find(({ path }) => path.endsWith("handler.py"));
  const method = handler?.text.slice(handler.text.indexOf("    async def handle("));
  if (handler === undefined) throw new RangeError("the example has no handler");
  for (let at = 0; count() < LINES; at += 1)
    handler.text += `\n${method?.replace("handle(", `handle_${at}(`)}`;
  return { files, lines: count() };
}

export async function benchOnexRules(report: (measurement: Measurement) => void): Promise<void> {
  const syntax = createSyntaxParser();
  const core = parseCoreFacts(read("import-map.json"), read("error-codes.json"));
  const { lines } = filesOf(0);
  const units = await Promise.all(
    Array.from({ length: (ROUNDS + WARM_UPS) * 2 }, (_, round) =>
      openNode(filesOf(round).files, syntax, { core, kind: "effect" }),
    ),
  );
  const next = () => {
    const unit = units.pop();
    if (unit === undefined) throw new RangeError("no unit is left");
    return unit;
  };
  const note = `${lines} lines in 4 files, parsed`;
  const options = { rounds: ROUNDS, warmUps: WARM_UPS, target: 10, note };
  report(await measure("ONEX: all rules over one node, warm", () => runRules(next()), options));
  const shown = [...RECOGNISERS.keys()].map((id) => `any_${id}_v1`);
  report(
    await measure(
      `ONEX: ${shown.length} patterns looked for, warm`,
      () => checkPatterns(next(), shown),
      options,
    ),
  );
}
