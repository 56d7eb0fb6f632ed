/** How fast a project of 10,000 files is learned from, and how fast what was learned is asked; sizes and soundness beside. */

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openHabits, openLearner } from "../src/config/open-habits.ts";
import { languages } from "../src/languages/index.ts";
import { LEARNED_EXTENSIONS } from "../src/learning/learn-project.ts";
import { createProjectFiles } from "../src/platform/project/project-files.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { type Measurement, measure } from "./measure.ts";

const FILES = 10_000;
const CHANGED = 100;
/** What a model might go on with. */
const CANDIDATES =
  "const let undefined null return if for await ( ) { } ; , . => = === name text value Fault expect to the a x".split(
    " ",
  );

export async function benchLearning(report: (measurement: Measurement) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  try {
    const paths = await copyRepository(root);
    const machine = await testMachine(root);
    using learner = await openLearner(machine, { isOn: true, mustExist: false });
    let told = "";
    const learn = async (): Promise<void> => {
      const { files, changed, timeMs } = await learner.learn();
      told = `${files} files, ${changed} read anew in ${timeMs} ms`;
    };
    const once = await measure(`learning: ${FILES} files once`, learn, {
      rounds: 1,
      warmUps: 0,
      target: 300_000,
    });
    const megabytes = statSync(join(root, ".specwright/learned.sqlite")).size / 1e6;
    report({ ...once, note: `${told}; ${megabytes.toFixed(0)} MB kept` });
    report(await measure("learning: nothing changed", learn, { rounds: 5 }));
    let round = 0;
    const change = async (): Promise<void> => {
      round += 1;
      for (const path of paths.slice(0, CHANGED))
        writeFileSync(join(root, path), `${readFileSync(join(root, path), "utf8")}\n// ${round}\n`);
      await learn();
    };
    const some = await measure(`learning: ${CHANGED} changed`, change, { rounds: 3 });
    report({ ...some, note: told });
    report(
      await measure("learning: rules, summed anew", () => learner.rules(), {
        rounds: 1,
        warmUps: 0,
      }),
    );
    report(await measure("learning: rules, from the sum", () => learner.rules(), { rounds: 5 }));
    await benchUse(root, paths, report);
    const forget = () => learner.forget(paths[0] ?? "");
    report(await measure("learning: forget a file", forget, { rounds: 1, warmUps: 0 }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What stands in the way of a run, and of every token. */
async function benchUse(
  root: string,
  paths: readonly string[],
  report: (measurement: Measurement) => void,
): Promise<void> {
  const machine = await testMachine(root);
  const [language] = languages;
  if (language === undefined) throw new RangeError("there is no language");
  const open = () => openHabits(machine, languages, { isOn: true });
  report(
    await measure("learning: open, and tell the rules", () => open().describeRules(language.id), {
      rounds: 3,
    }),
  );
  report(
    await measure("learning: open, and make the bias", () => open().bias(language.id), {
      rounds: 3,
    }),
  );
  const bias = await open().bias(language.id);
  const text = paths
    .slice(0, 20)
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  let at = 0;
  const weigh = () => {
    at += 37;
    bias?.weigh(text.slice(0, at % text.length), CANDIDATES);
  };
  const weighed = await measure("learning: weigh one list of candidates", weigh, {
    rounds: 5_000,
    warmUps: 1_000,
    target: 0.2,
  });
  const { times } = weighed;
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  report({ ...weighed, note: `${CANDIDATES.length} candidates, p99 ${p99.toFixed(3)} ms` });
}

/** This repository, as often as it takes; the paths of the copies. */
async function copyRepository(root: string): Promise<readonly string[]> {
  const own = process.cwd();
  const { sources } = await createProjectFiles(own).list({
    extensions: LEARNED_EXTENSIONS,
    signal: undefined,
  });
  const paths: string[] = [];
  for (let copy = 0; paths.length < FILES; copy += 1)
    for (const { path } of sources.slice(0, FILES - paths.length)) {
      const target = `copy${copy}/${path}`;
      mkdirSync(dirname(join(root, target)), { recursive: true });
      cpSync(join(own, path), join(root, target));
      paths.push(target);
    }
  return paths;
}
