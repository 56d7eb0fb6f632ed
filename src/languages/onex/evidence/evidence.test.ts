import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { NODE_KINDS, type NodeKind } from "../../../domain/node-contract.ts";
import { contractOf, openCode } from "../../../testing/judge-code.ts";
import { readExampleNode } from "../fixtures/example-nodes.ts";
import { checkPatterns, checkVariant, seePattern } from "./check-patterns.ts";
import { evidenceId, RECOGNISERS } from "./recognisers.ts";

interface PatternData {
  readonly id: string;
  readonly kinds: readonly NodeKind[];
  readonly examples: Readonly<Record<string, string>>;
}

const FOLDER = new URL("../../../../datasets/patterns/onex/", import.meta.url);
const patterns: readonly PatternData[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .flatMap((name) => {
    const data = parse(readFileSync(new URL(name, FOLDER), "utf8")) as unknown;
    return (Array.isArray(data) ? data : (data as { patterns: unknown }).patterns) as PatternData[];
  });

const openNode = (kind: NodeKind) => {
  const { candidate, specification } = readExampleNode(kind);
  return openCode([candidate, ...candidate.companions], { contract: specification.contract });
};

describe("recognisers", () => {
  test("there is one for every pattern, by the name in its id", () => {
    for (const { id } of patterns) expect([...RECOGNISERS.keys()]).toContain(evidenceId(id));
    expect(patterns.length).toBe(43);
  });

  test.each(patterns)("$id is seen in its own example", async ({ id, kinds, examples }) => {
    const kind = kinds[0] ?? "effect";
    const contract = contractOf(kind, { data: { state_machine: {} } });
    const unit = await openCode(Object.values(examples)[0] ?? "", { contract });

    expect(RECOGNISERS.get(evidenceId(id))?.see(unit)).toBe("used");
  });

  test.each(patterns)("$id is not seen in code that does nothing", async ({ id }) => {
    const words = `"""${id}: retry, publish, asyncio.timeout, Decimal."""\n# await self._pool.acquire()\nnote = "x"\n`;

    expect(seePattern(id, await openCode(words))).not.toBe("used");
  });
});

describe("checkPatterns()", () => {
  test.each(NODE_KINDS)(
    "finds nothing missing in the %s node of what it was written with",
    async (kind) => {
      const unit = await openNode(kind);
      const always = {
        effect: [
          "resilience_error_wrapping_v1",
          "resilience_timeout_v1",
          "integration_ports_adapters_v1",
          "observability_structured_log_v1",
          "security_parameterised_sql_v1",
          "resilience_idempotency_v1",
        ],
        compute: ["resilience_error_wrapping_v1", "data_decimal_money_v1"],
        reducer: [
          "resilience_error_wrapping_v1",
          "data_pure_fold_v1",
          "resilience_idempotency_v1",
          "data_state_machine_v1",
          "data_window_aggregation_v1",
        ],
        orchestrator: ["data_workflow_dag_v1", "resilience_saga_v1"],
      }[kind];

      expect(
        checkPatterns(unit, [
          "security_input_validation_v1",
          "observability_correlation_v1",
          ...always,
        ]),
      ).toEqual([]);
    },
  );

  test("warns at the handler's method of what was shown and is not used, and how it would be", async () => {
    const unit = await openNode("effect");

    const found = checkPatterns(unit, ["data_transaction_v1", "resilience_timeout_v1"]);

    const text = unit.files.find(({ path }) => path === found[0]?.span?.file)?.module.text ?? "";
    expect(found).toMatchObject([
      {
        code: "PAT001",
        severity: "warning",
        phase: "compliance",
        facts: { pattern: "data_transaction_v1" },
      },
    ]);
    expect(text.slice(found[0]?.span?.start, found[0]?.span?.end)).toBe("handle");
    expect(found[0]?.help).toContain("transaction()");
  });

  test("asks a compute for nothing that only effects do", async () => {
    const unit = await openNode("compute");

    expect(
      checkPatterns(unit, ["performance_connection_pool_v1", "observability_structured_log_v1"]),
    ).toEqual([]);
  });

  test("is silent about unknown patterns, broken code, and fragments", async () => {
    const shown = ["data_transaction_v1", "house_own_pattern_v1"];

    expect(checkPatterns(await openCode("x = 1\n"), ["house_own_pattern_v1"])).toEqual([]);
    expect(checkPatterns(await openCode("def (:\n"), shown)).toEqual([]);
    expect(checkPatterns(await openCode("        return await x\n"), shown)).toEqual([]);
    expect(checkPatterns(await openCode([]), shown)).toEqual([]);
  });

  test.each([
    [
      "resilience_timeout_v1",
      "unused",
      "async def a(store: ProtocolStore) -> int:\n    return await store.load()\n",
    ],
    ["resilience_timeout_v1", "not-needed", "def a() -> int:\n    return 1\n"],
    ["security_parameterised_sql_v1", "unused", 'rows = run(f"SELECT a FROM b WHERE c = {d}")\n'],
    ["security_parameterised_sql_v1", "used", 'rows = run("SELECT a FROM b WHERE c = $1", d)\n'],
    ["security_parameterised_sql_v1", "not-needed", 'note = "select a from the list"\n'],
    ["observability_correlation_v1", "unused", 'raise ModelOnexError(message="x")\n'],
    [
      "observability_correlation_v1",
      "used",
      "emit_log_event(LEVEL, 'a', 'b', request.correlation_id, data={})\n",
    ],
    [
      "resilience_retry_backoff_v1",
      "unused",
      "for attempt in range(3):\n    try:\n        break\n    except OSError:\n        sleep(1)\n",
    ],
    ["data_transaction_v1", "unused", 'note = "async with store.transaction()"\n'],
    ["performance_streaming_v1", "unused", "for x in y:\n    z(x)\n"],
  ])("%s is %s in %s", async (id, expected, code) => {
    expect(seePattern(id, await openCode(code))).toBe(expected);
  });
});

describe("checkVariant()", () => {
  test("warns of each feature that it was chosen for, and that nothing shows", async () => {
    const unit = await openNode("effect");

    const found = checkVariant(unit, {
      id: "DATABASE_HEAVY",
      features: ["connection_pooling", "prepared_statements", "query_optimization"],
    });

    expect(found).toMatchObject([
      {
        code: "VAR001",
        severity: "warning",
        facts: { variant: "DATABASE_HEAVY", feature: "connection_pooling" },
      },
    ]);
  });

  test("leaves the pool of a reducer to the effect around it", async () => {
    const unit = await openNode("reducer");

    expect(
      checkVariant(unit, {
        id: "DATABASE_HEAVY",
        features: ["connection_pooling", "transaction_management"],
      }),
    ).toEqual([]);
  });

  test("believes a contract that switches retries on", async () => {
    const on = contractOf("effect", { data: { retry_policies: { max_attempts: 3 } } });
    const wanted = { id: "API_HEAVY", features: ["retry_logic"] };

    expect(checkVariant(await openCode("x = 1\n", { contract: on }), wanted)).toEqual([]);
    expect(
      checkVariant(await openCode("x = 1\n", { contract: contractOf("effect") }), wanted),
    ).toHaveLength(1);
  });
});
