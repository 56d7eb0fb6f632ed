import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cacheFolder } from "../../config/cache-folder.ts";
import type { Candidate } from "../../domain/candidate.ts";
import { isError } from "../../domain/diagnostic.ts";
import { NODE_KINDS } from "../../domain/node-contract.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Checker, CheckOptions } from "../../ports/language-pack.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "../python/index.ts";
import { findCore } from "./core/find-core.ts";
import { canStart } from "./core/worker.ts";
import { asCandidate, breakNode, readExampleNode } from "./fixtures/example-nodes.ts";
import { createOnex } from "./index.ts";

const base = await testMachine();
const machine = {
  ...base,
  locations: { ...base.locations, cache: cacheFolder(undefined, process.env) },
};
const core = await findCore(machine);
const obstacle =
  "why" in core ? core.why : canStart(machine.sandbox) === undefined ? "no sandbox" : undefined;
const onex = createOnex(python);

let checker: Checker;
beforeAll(async () => {
  checker = await onex.openChecker(machine);
});
afterAll(() => checker?.[Symbol.asyncDispose]());

const check = (
  candidate: Candidate,
  specification: Specification | undefined,
  wishes: Partial<CheckOptions> = {},
) =>
  checker.check(candidate, {
    specification,
    profile: "standard",
    timeoutMs: 60_000,
    signal: undefined,
    ...wishes,
  });

describe.skipIf(obstacle !== undefined)(
  `on the real package${obstacle === undefined ? "" : ` (not run: ${obstacle})`}`,
  () => {
    test.for(NODE_KINDS)(
      "accepts the example node of the kind %s, on all grounds",
      async (kind) => {
        const { candidate, specification } = readExampleNode(kind);

        const verdict = await check(candidate, specification);

        expect(verdict.diagnostics.filter(isError)).toEqual([]);
        expect(verdict).toMatchObject({ status: "accepted", notRun: [] });
        expect(verdict.checks.map(({ phase }) => phase)).toEqual([
          "syntax",
          "compliance",
          "type",
          "test",
        ]);
        expect(
          await checker.findBypasses(candidate, { timeoutMs: 60_000, signal: undefined }),
        ).toEqual([]);
      },
    );

    test("works out what the examples ask, and says which are wrong", async () => {
      const { candidate, specification } = readExampleNode("compute");
      const call =
        'HandlerOrderPrice().handle(ModelOrderPriceInput(lines=({"sku": "a", "quantity": 3, "unit_price": "9.99"},), tax_rate="0.2")).gross';
      const asking = (expression: string) => ({
        ...specification,
        examples: [{ call, expected: { kind: "returns" as const, expression } }],
      });

      const right = await check(candidate, asking('Decimal("35.96")'));
      const wrong = await check(candidate, asking('Decimal("36.00")'));

      expect(right).toMatchObject({ status: "accepted", phase: "example" });
      expect(wrong).toMatchObject({ status: "rejected", phase: "example" });
      expect(wrong.diagnostics.find(isError)?.message).toContain("35.96");
    });

    test.for(NODE_KINDS)(
      "accepts what it rendered for the kind %s, as incomplete alone",
      async (kind) => {
        const node = readExampleNode(kind);
        for (const render of [onex.renderStub, onex.renderPartial]) {
          const file = await render?.(node.specification);
          const candidate = asCandidate(node, file ?? { text: "", companions: [], openPoints: [] });

          const verdict = await check(candidate, node.specification, { isIncomplete: true });

          expect(verdict.diagnostics.filter(isError)).toEqual([]);
          expect(verdict.status).toBe("accepted");
          expect(await check(candidate, node.specification)).toMatchObject({ status: "rejected" });
        }
      },
    );

    test.for([
      [
        "an import that is not there",
        "handler.py",
        "from .models import",
        "from .model import",
        "from .model import",
      ],
      [
        "a name that is not there",
        "handler.py",
        "request.lines",
        "request.line",
        "for line in request.line\n",
      ],
      [
        "a result of another type",
        "handler.py",
        "return ModelOrderPriceOutput(net=net, tax=tax, gross=net + tax)",
        "return net",
        "return net",
      ],
      [
        "a computation that is never registered",
        "node.py",
        'self.register_computation("order_price", HandlerOrderPrice().handle)',
        "self.handler = HandlerOrderPrice()",
        "class NodeOrderPriceCompute",
      ],
      [
        "a builtin exception",
        "handler.py",
        "        net = sum(",
        '        if request.tax_rate > 1:\n            raise ValueError("rate")\n        net = sum(',
        "raise ValueError",
      ],
      [
        "no Python at all",
        "models.py",
        "class ModelOrderLine(BaseModel):",
        "class ModelOrderLine(BaseModel:",
        "class ModelOrderLine(BaseModel:",
      ],
    ] as const)("rejects %s, at its line", async ([, name, from, to, line]) => {
      const node = readExampleNode("compute");

      const verdict = await check(breakNode(node, name, from, to), node.specification);

      expect(verdict.status).toBe("rejected");
      const broken = breakNode(node, name, from, to);
      const files = [{ path: broken.path, text: broken.text }, ...broken.companions];
      const lines = verdict.diagnostics.filter(isError).map(({ span }) => {
        const text = files.find(({ path }) => path === span?.file)?.text ?? "";
        return `${createLineIndex(text).lineAt(span?.start ?? 0)}\n`;
      });
      expect(lines.join("")).toContain(line);
    });

    test("places what pyright says after characters of two code units", async () => {
      const node = readExampleNode("compute");
      const line = '_CENT = Decimal("0.01")';
      const broken = breakNode(node, "handler.py", line, `${line}; _FACES = "😀😀" + 1`);

      const verdict = await check(broken, node.specification);

      const wrong = verdict.diagnostics.find(({ tool }) => tool === "pyright");
      const text = broken.companions.find(({ path }) => path === wrong?.span?.file)?.text;
      expect(text?.slice(wrong?.span?.start, wrong?.span?.end)).toBe('"😀😀" + 1');
    });

    test("isolates nodes from each other and from us, and survives what they do", async () => {
      const node = readExampleNode("compute");
      const handle = "        net = sum(";
      const run = (line: string) =>
        check(
          breakNode(node, "handler.py", handle, `        ${line}\n${handle}`),
          node.specification,
        );
      const ends = await run(
        '__builtins__["__import__"]("os").kill(__builtins__["__import__"]("os").getppid(), 9)',
      );

      expect(ends.status).not.toBe("accepted");
      expect(await check(node.candidate, node.specification)).toMatchObject({ status: "accepted" });
    });

    test("believes no answer that a node writes for its checker", async () => {
      const node = readExampleNode("effect");
      const forged = `
def _look() -> Iterator[str]:
    outwards = ".f_" + "back"
    for depth in range(60):
        try:
            way = "{0[0].gi_f" + outwards * depth + ".f_l[nonce]} {0[0].gi_f" + outwards * depth + ".f_l[target]}"
            yield way.replace("gi_f", "gi_" + "frame").replace("f_l", "f_" + "locals").format(_KEPT)
        except (KeyError, AttributeError):
            continue
_KEPT: list[Iterator[str]] = []
_KEPT.append(_look())
for _said in _KEPT[0]:
    _nonce, _, _target = _said.partition(" ")
    with open(int(_target), "w") as _out:
        _out.write(_nonce + '{"steps": [{"step": "try", "outcome": "held"}]}\\n')
    break
_KEPT[7]
`;
      const head = "import asyncio\n";
      const broken = breakNode(
        node,
        "handler.py",
        head,
        `${head}from collections.abc import Iterator\n${forged}\n`,
      );

      const verdict = await check(broken, node.specification);

      expect(verdict.diagnostics.map(({ code }) => code)).toContain("IndexError");
    });

    test("says where nothing of a node was called", async () => {
      const { handler_routing: _none, ...data } =
        readExampleNode("effect").specification.contract.data;
      const node = readExampleNode("effect");
      const contract = { ...node.specification.contract, data };
      const uncalled = breakNode(node, "node.py", "async def process(", "async def handle_effect(");

      const verdict = await check(uncalled, { ...node.specification, contract });

      expect(verdict).toMatchObject({ status: "accepted" });
      expect(verdict.notRun).toMatchObject([
        { tool: "made-up input", why: expect.stringContaining("was not called") },
      ]);
    });

    test.for([
      ["on another system", 'if sys.platform == "win32":\n            return 1', "rejected"],
      ["in a folder that type checkers pass over", "tax: int = 'x'", "inconclusive"],
    ] as const)("takes no file for type-checked that is not: %s", async ([, line, status]) => {
      const node = readExampleNode("compute");
      const broken = breakNode(
        {
          ...node,
          candidate: breakNode(node, "handler.py", "from decimal", "import sys\nfrom decimal"),
        },
        "handler.py",
        "        net = sum(",
        `        ${line}\n        net = sum(`,
      );
      const move = <Value>(value: Value): Value =>
        JSON.parse(JSON.stringify(value).replaceAll("orderdesk.nodes", "orderdesk.node_modules"));

      const verdict = await check(
        broken,
        status === "inconclusive" ? move(node.specification) : node.specification,
      );

      expect(verdict.status).toBe(status);
      expect(verdict.checks.map(({ phase }) => phase)).not.toContain("type");
    });

    test("calls a node that never ends inconclusive", async () => {
      const node = readExampleNode("compute");
      const endless = breakNode(
        node,
        "handler.py",
        "        net = sum(",
        "        while True:\n            pass\n        net = sum(",
      );

      const verdict = await check(endless, node.specification, { timeoutMs: 8000 });

      expect(verdict).toMatchObject({ status: "inconclusive", reason: "timeout" });
      expect(await check(node.candidate, node.specification)).toMatchObject({ status: "accepted" });
    });

    test("refuses a contract that the package refuses, before anybody is blamed for it", async () => {
      const { candidate, specification } = readExampleNode("effect");
      const { io_operations: _none, ...data } = specification.contract.data;
      const contract = { ...specification.contract, data };

      await expect(check(candidate, { ...specification, contract })).rejects.toMatchObject({
        code: "specification/invalid",
      });
    });
  },
);

test("says what was not run where the package is not here", async () => {
  const { candidate, specification } = readExampleNode("compute");
  await using bare = await onex.openChecker(base);

  const verdict = await bare.check(candidate, {
    specification,
    profile: "standard",
    timeoutMs: 60_000,
    signal: undefined,
  });

  expect(verdict.status).toBe("accepted");
  expect(verdict.checks.map(({ phase }) => phase)).toEqual(["syntax", "compliance"]);
  expect(verdict.notRun).toMatchObject([
    { phase: "type", tool: "pyright" },
    { phase: "test", tool: "omnibase-core", why: "omnibase-core is not installed" },
  ]);
});
