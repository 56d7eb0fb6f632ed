import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULT_ROWS, type FaultRow } from "./model-access-table/faults.ts";
import { findBrokenLaws } from "./model-access-table/find-broken-laws.ts";
import { openPlaces, type Places } from "./model-access-table/places.ts";
import { POLICY_GROUPS, type PolicyGroup, type Spoiled } from "./model-access-table/policies.ts";
import { renderPage } from "./model-access-table/render-page.ts";
import { type Cell, type CellRun, runCell } from "./model-access-table/run-cell.ts";

const PAGE = "docs/reference/faults-and-policies.md";
const IS_UPDATING = process.env["UPDATE_TABLE"] === "1";

/** So few that each still gets its answer in time on a busy machine. */
const AT_ONCE = 16;

/** A place without a server fails always; where Ollama is not, no model can be opened. */
const isCell = ({ group, spoiled, row, client }: Cell): boolean => {
  if (row.kind !== "network") return true;
  if (client.path === "/api/chat") return false;
  return group.policy.maxRetries === 0 || /^every call(?! with)/.test(spoiled);
};

const toCells = (group: PolicyGroup): readonly Cell[] =>
  group.spoiled.flatMap((spoiled: Spoiled) =>
    FAULT_ROWS.flatMap((row: FaultRow) =>
      group
        .clientsFor(row)
        .map((client) => ({ group, spoiled, row, client }))
        .filter(isCell),
    ),
  );

async function runAll(cells: readonly Cell[], places: Places): Promise<readonly CellRun[]> {
  const runs = new Map<Cell, CellRun>();
  // Those that wait for a silence first: the others run meanwhile.
  const waiting = cells.toSorted((a, b) => slownessOf(b) - slownessOf(a)).values();
  const work = async (): Promise<void> => {
    for (const cell of waiting) runs.set(cell, await runCell(cell, places));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return cells.map((cell) => runs.get(cell)).filter((run) => run !== undefined);
}

const slownessOf = ({ row }: Cell): number => Object.keys(row.settings ?? {}).length;

const nameOf = ({ group, spoiled, row, client }: Cell): string =>
  `${group.title}, ${spoiled}, ${row.name}, ${client.id}`;

describe("every fault under every policy", () => {
  const runs: CellRun[] = [];
  let places: Places;

  beforeAll(async () => {
    places = await openPlaces();
    runs.push(...(await runAll(POLICY_GROUPS.flatMap(toCells), places)));
  }, 300_000);
  afterAll(() => places[Symbol.asyncDispose]());

  test("keeps the laws", () => {
    const broken = runs.flatMap((run) =>
      findBrokenLaws(run).map((law) => `${nameOf(run)}: ${law}`),
    );

    expect(runs.length).toBeGreaterThan(500);
    expect(broken).toEqual([]);
  });

  test(`is what ${PAGE} says`, () => {
    const page = renderPage(runs);
    if (IS_UPDATING) writeFileSync(PAGE, page);

    expect(existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "").toBe(page);
  });
});
