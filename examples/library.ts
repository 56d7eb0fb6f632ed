/** Specwright from code: generate a file, look at the outcome, check it again. */

import { createEnvironment, generate, openSpecification } from "../src/index.ts";

const [path = "examples/specifications/01-add.md", model] = process.argv.slice(2);

await using environment = await createEnvironment({ settings: { model } });
const specification = await openSpecification(path, environment);
const outcome = await generate(specification, environment);

if (outcome.status === "accepted") {
  const { artifact } = outcome;
  process.stdout.write(`${artifact.text}\n`);
  process.stdout.write(`held: ${artifact.evidence.checks.map(({ phase }) => phase).join(", ")}\n`);
} else {
  process.stdout.write(`${outcome.status} after ${outcome.attempts.length} attempts\n`);
}
