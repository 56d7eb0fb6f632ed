/** How fast holes are filled in a project of 200 files, the compiler warm. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { languages } from "../src/languages/index.ts";
import { fillHole } from "../src/synthesis/fill-hole.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { type Measurement, measure } from "./measure.ts";

const FILES = 200;
const GOALS = ["string", "number", "boolean", "string[]", "Item0 | undefined"];

export async function benchSynthesis(report: (measurement: Measurement) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  try {
    mkdirSync(join(root, "src"));
    for (let number = 0; number < FILES; number += 1)
      writeFileSync(join(root, `src/item${number}.ts`), renderItem(number));
    const machine = await testMachine(root);
    const pack = languages.find(({ openHoles }) => openHoles !== undefined);
    if (pack?.openHoles === undefined) throw new TypeError("Cannot bench: no language has holes");
    for (const depth of [2, 3]) {
      let round = 0;
      const fill = async (): Promise<void> => {
        round += 1;
        const goal = GOALS[round % GOALS.length];
        const text = `import { type Item0, find0 } from "./item0.ts";\nimport { count199 } from "./item199.ts";\nexport function answer${round}(items: readonly Item0[], name: string): ${goal} {\n  return /*?*/;\n}\nvoid [find0, count199];\n`;
        const source = { path: "src/answer.ts", text };
        const file = await pack.openHoles?.(source, { machine, profile: pack.profiles[0] });
        if (file !== undefined) await fillHole(file, [], machine.clock, { depth });
      };
      report(
        await measure(`fill a hole, depth ${depth}, ${FILES} files`, fill, {
          rounds: 15,
          warmUps: 3,
          target: 200,
        }),
      );
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Each file imports the one before it. */
function renderItem(number: number): string {
  const before = number - 1;
  return [
    ...(number === 0
      ? []
      : [`import { type Item${before}, count${before} } from "./item${before}.ts";`]),
    `export interface Item${number} { readonly id: number; readonly name: string; readonly tags: readonly string[]${number === 0 ? "" : `; readonly parent: Item${before} | undefined`} }`,
    `export declare function find${number}(name: string): Item${number} | undefined;`,
    number === 0
      ? `export declare function count0(items: readonly Item0[]): number;`
      : `export const count${number} = (items: readonly Item${before}[]): number => count${before}([]) + items.length;`,
    "",
  ].join("\n");
}
