/** How fast the index of a project of 10,000 files is: made once, brought up to date, asked. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openReferences } from "../src/config/open-references.ts";
import { languages } from "../src/languages/index.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { type Measurement, measure } from "./measure.ts";

const FILES = 10_000;
const CHANGED = 100;

const NOUNS =
  "order basket price customer invoice payment refund address parcel carrier route stock shelf supplier contract tax rate discount voucher session token user role permission audit journal ledger account transfer currency balance report chart filter query index cache queue worker job schedule calendar holiday shift employee salary team project task comment attachment image thumbnail video caption language translation template message channel subscriber campaign segment metric alert incident backup snapshot volume cluster node region zone gateway proxy header cookie request response".split(
    " ",
  );
const VERBS =
  "find load store parse render merge split count sum validate normalise convert schedule retry cancel refund approve reject archive restore compress expand encrypt sign verify publish notify group sort filter reduce trace measure compare copy move rename lock release".split(
    " ",
  );

export async function benchRepository(report: (measurement: Measurement) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  try {
    let lines = 0;
    for (let number = 0; number < FILES; number += 1) lines += writeSource(root, number, "");
    const machine = await testMachine(root);
    using references = openReferences(machine, languages);
    let told = "";
    const refresh = async (): Promise<void> => {
      const { files, units, changed, timeMs } = await references.refresh();
      if (files !== FILES) throw new RangeError(`indexed ${files} files`);
      told = `${files} files, ${units} pieces, ${changed} read anew in ${timeMs} ms`;
    };
    const once = await measure(`repository: index ${FILES} files once`, refresh, {
      rounds: 1,
      warmUps: 0,
      target: 60_000,
    });
    report({ ...once, note: `${told}; ${lines} lines` });

    const unchanged = await measure("repository: refresh, nothing changed", refresh, { rounds: 5 });
    report({ ...unchanged, note: told });

    let round = 0;
    const change = async (): Promise<void> => {
      round += 1;
      for (let at = 0; at < CHANGED; at += 1) writeSource(root, at * 97, `round ${round}`);
      await refresh();
    };
    const some = await measure(`repository: refresh, ${CHANGED} changed`, change, { rounds: 3 });
    report({ ...some, note: told });

    let wish = 0;
    let found = 0;
    const find = async (): Promise<void> => {
      wish += 1;
      const [verb, noun, other] = [
        pick(VERBS, wish * 7),
        pick(NOUNS, wish * 11),
        pick(NOUNS, wish * 5),
      ];
      const isPython = wish % 2 === 0;
      const pieces = await references.find({
        language: languages[isPython ? 1 : 0]?.id ?? "",
        text: `${verb} the ${noun} of every ${other} and log what was ${pick(VERBS, wish * 3)}ed; an empty ${noun} is refused`,
        signature: isPython
          ? `def ${verb}_${noun}(${other}: str, limit: int) -> list[str]`
          : `export function ${verb}${capital(noun)}(${other}: string, limit: number): string[]`,
        without: [],
      });
      found += pieces.length;
    };
    const asked = await measure("repository: find 3 references", find, {
      rounds: 200,
      warmUps: 10,
      target: 30,
    });
    report({ ...asked, note: `${(found / 210).toFixed(1)} found each` });
    const render = () => references.renderStructure("area3/part5/new.ts", { maxLines: 30 });
    report(await measure("repository: render its structure", render, { rounds: 50 }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const pick = (words: readonly string[], number: number): string =>
  words[number % words.length] ?? "";

/** Writes one file of the project, half of them in each language; gives its number of lines. */
function writeSource(root: string, number: number, remark: string): number {
  const isPython = number % 2 === 0;
  const ending = isPython ? "py" : "ts";
  const path = join(
    root,
    `area${number % 20}/part${number % 100}/${pick(NOUNS, number)}_${number}.${ending}`,
  );
  const text = `${isPython ? renderPython(number) : renderTypeScript(number)}${isPython ? "#" : "//"} ${remark}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return text.split("\n").length;
}

/** Four pieces of code, each with names of its own. */
const PIECES = [1, 2, 3, 4] as const;
const namesOf = (number: number) => ({
  verb: pick(VERBS, number * 13 + (number >> 5)),
  noun: pick(NOUNS, number * 17 + (number >> 3)),
  other: pick(NOUNS, number * 29 + 7),
});

const renderPython = (number: number): string =>
  `"""Part ${number}."""\n\nimport json\nfrom decimal import Decimal\n\nfrom shop.${pick(NOUNS, number)} import Store\n\n\n${PIECES.map(
    (piece) => {
      const { verb, noun, other } = namesOf(number * 4 + piece);
      return `class ${capital(noun)}${capital(other)}${piece}:
    """Keeps each ${noun} of the ${other}."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ${verb}_${noun}(self, ${other}: str, limit: int = 10) -> list[str]:
        """${capital(verb)} every ${noun} of a ${other}. The newest come first."""
        rows = self.store.load(${other})
        chosen = [row for row in rows if row.get("${noun}") is not None]
        if len(chosen) == 0:
            raise ValueError("no ${noun}")
        total = Decimal(0)
        for row in chosen:
            total += Decimal(row["price"]) * row.get("count", 1)
        self.store.save(json.dumps({"${other}": str(total)}))
        return [row["id"] for row in chosen[:limit]]
`;
    },
  ).join("\n\n")}`;

const renderTypeScript = (number: number): string =>
  `import { readFile } from "node:fs/promises";\nimport { openStore } from "../${pick(NOUNS, number)}.ts";\n\n${PIECES.map(
    (piece) => {
      const { verb, noun, other } = namesOf(number * 4 + piece);
      return `export interface ${capital(noun)}${capital(other)}${piece} {
  readonly ${noun}: string;
  readonly ${other}: readonly number[];
}

/** ${capital(verb)} every ${noun} of a ${other}. The newest come first. */
export async function ${verb}${capital(noun)}(${other}: string, limit = 10): Promise<readonly string[]> {
  const text = await readFile(${other}, "utf8");
  const rows = JSON.parse(text) as readonly ${capital(noun)}${capital(other)}${piece}[];
  const chosen = rows.filter((row) => row.${noun} !== undefined && row.${other}.length > 0);
  if (chosen.length === 0) throw new RangeError("no ${noun}");
  const store = openStore(${other});
  for (const row of chosen) {
    const total = row.${other}.reduce((left, right) => left + right, 0);
    if (total > limit) store.put(row.${noun}, Math.round(total * 100) / 100);
  }
  return chosen.slice(0, limit).map((row) => row.${noun});
}
`;
    },
  ).join("\n")}`;
