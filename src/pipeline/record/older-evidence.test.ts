import { expect, test } from "vitest";
import { encodeEvent, encodeHeader, readJournal } from "./journal.ts";

test("readJournal() reads artifacts that were sealed by earlier versions", () => {
  const evidence = {
    schemaVersion: 1,
    specwrightVersion: "0.1.0",
    runId: "r",
    attempt: 1,
    specification: { name: "Sum", sha256: "a" },
    model: { askedOf: "a/b", answeredBy: "b" },
    language: "toy",
    profile: "plain",
    path: "sum.toy",
    sha256: "b",
    fixes: [],
    checks: [],
    acceptedAt: "2026-01-01T00:00:00.000Z",
  };
  const artifact = { path: "sum.toy", text: "1 + 1 = 2\n", evidence };
  const end = { type: "run-end", status: "accepted", limit: undefined, artifact } as never;
  const text = `${encodeHeader({ specwright: "0.1.0" })}\n${encodeEvent(end, 1, "2026-01-01T00:00:00.000Z")}\n`;

  const { events } = readJournal(text);

  expect(events).toEqual([
    {
      ...(end as object),
      artifact: {
        ...artifact,
        companions: [],
        evidence: { ...evidence, companions: [], notRun: [], confidence: undefined },
      },
    },
  ]);
});
