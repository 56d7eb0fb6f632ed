/** One fault under one policy in one wire format, through the real client and the whole stack. */

import { setImmediate } from "node:timers/promises";
import { trace } from "@opentelemetry/api";
import type { CallRecord } from "../../src/domain/call.ts";
import { type Fault, isFault } from "../../src/domain/fault.ts";
import type { ModelEvent } from "../../src/domain/model.ts";
import { costOf, type ModelPrice } from "../../src/domain/price.ts";
import { Secret } from "../../src/domain/secret.ts";
import { createCircuitBreaker } from "../../src/model-access/circuit-breaker/create-circuit-breaker.ts";
import { textAfter } from "../../src/model-access/continuation/text-after.ts";
import { createBudget } from "../../src/model-access/money/create-budget.ts";
import { createRateLimiter } from "../../src/model-access/rate-limit/create-rate-limiter.ts";
import { stackAccess, stackModel } from "../../src/model-access/stack.ts";
import { createRandom } from "../../src/platform/random.ts";
import type { Budget } from "../../src/ports/budget.ts";
import type { LanguageModel } from "../../src/ports/language-model.ts";
import { modelRequest } from "../../src/testing/builders.ts";
import {
  type FakeProviderServer,
  type ReceivedRequest,
  startFakeProviderServer,
} from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createLeapingClock } from "../../src/testing/leaping-clock.ts";
import { CLIENT_KEY, type RealClient } from "../../src/testing/real-clients.ts";
import type { FaultRow } from "./faults.ts";
import type { Places } from "./places.ts";
import type { PolicyGroup, Spoiled } from "./policies.ts";
import { type CallWatch, createCallWatch, type SeenCall } from "./watch-calls.ts";
import { answerWhole } from "./whole-answer.ts";

export interface Cell {
  readonly group: PolicyGroup;
  readonly spoiled: Spoiled;
  readonly row: FaultRow;
  /** Of the first model. */
  readonly client: RealClient;
}

/** What became of it. */
export interface CellRun extends Cell {
  readonly events: readonly ModelEvent[];
  readonly text: string;
  readonly end: Extract<ModelEvent, { readonly type: "response-end" }> | undefined;
  readonly fault: Fault | undefined;
  /** As they were told. */
  readonly records: readonly CallRecord[];
  /** As they were seen, whether they reached a server or not. */
  readonly calls: readonly SeenCall[];
  /** Requests that reached the servers, for each model of the chain. */
  readonly received: readonly number[];
  readonly waitedMs: number;
  readonly budget: Budget;
  /** What the servers would charge, in nano-dollars. */
  readonly billedNanoUsd: number;
  /** How many still sleep when all is over. */
  readonly sleepers: number;
}

/** For every model, those that cost nothing in truth too: so the money is comparable. */
export const PRICE: ModelPrice = {
  modelId: "any/model",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 1, output: 4, cacheRead: 0.1, cacheWrite: 1.25 } },
  ],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-01-01",
};

export const MAX_OUTPUT_TOKENS = 100;
export const MAX_WAIT_MS = 120_000;
export const CIRCUIT_OPEN_MS = 30_000;
const TOTAL_TIMEOUT_MS = 1_800_000;
/** Waits end at once; the timeout around a call, which takes real time, does not. */
const LONGEST_LEAP_MS = TOTAL_TIMEOUT_MS / 2;

export const KEYS = [CLIENT_KEY, "canary:7Rk2+pW0x="] as const;

export async function runCell(cell: Cell, places: Places): Promise<CellRun> {
  const { group, client, row } = cell;
  const clock = createLeapingClock(undefined, LONGEST_LEAP_MS);
  const watch = createCallWatch(clock);
  const budget = createBudget({ capNanoUsd: group.capNanoUsd });
  await using stack = new AsyncDisposableStack();
  const servers: FakeProviderServer[] = [];
  const models: LanguageModel[] = [];
  const shared = {
    clock,
    random: createRandom(7, clock),
    sha256: (text: string) => text,
    budget,
    prices: { find: () => PRICE },
    audit: { append: () => undefined },
    promptHistory: undefined,
  };
  for (const [index, each] of [client, ...group.fallbacks].entries()) {
    const server = stack.use(await startServer(cell, index, watch));
    servers.push(server);
    const isElsewhere = row.place !== undefined && isSpoiled(cell.spoiled, index);
    const url = isElsewhere ? places.urls[row.place] : server.url;
    const keys = KEYS.slice(0, index === 0 ? group.keys : 1);
    const adapters = await Promise.all(
      keys.map(async (key, place) => {
        const wishes = { ...row.settings, secret: () => new Secret(key) };
        return watch.watch(await each.open(url, wishes), index, place);
      }),
    );
    const parts = {
      ...shared,
      limiter: createRateLimiter({ clock, maxWaitMs: MAX_WAIT_MS }),
      breaker: createCircuitBreaker({
        clock,
        failures: group.circuitFailures,
        openMs: CIRCUIT_OPEN_MS,
      }),
    };
    models.push(stackModel(adapters as [LanguageModel], parts, toModelPolicy(group)));
  }
  const [base, ...fallbacks] = models as [LanguageModel, ...LanguageModel[]];
  const model = stackAccess(
    { base, fallbacks, routes: [], stronger: [], history: undefined },
    {
      ...shared,
      responseCache: undefined,
      areCallsJoined: true,
      tracer: trace.getTracer("table"),
      meter: undefined,
      areTextsTraced: false,
    },
    group.policy,
  );
  const seen = await read(model);
  await setImmediate();
  return {
    ...cell,
    ...seen,
    calls: watch.calls,
    received: servers.map(({ requests }) => requests.length),
    waitedMs: clock.elapsed(),
    budget,
    billedNanoUsd: servers.reduce((sum, { billed }) => sum + costOf(PRICE, billed.usage), 0),
    sleepers: clock.sleepers,
  };
}

const toModelPolicy = ({ policy, fallbacks }: PolicyGroup) =>
  ({
    ...policy,
    waitsForCircuit: fallbacks.length === 0,
    maxRetryWaitMs: MAX_WAIT_MS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    promptCaching: "off",
  }) as const;

async function read(
  model: LanguageModel,
): Promise<Pick<CellRun, "events" | "text" | "end" | "fault" | "records">> {
  const events: ModelEvent[] = [];
  let fault: Fault | undefined;
  try {
    const request = modelRequest({ maxOutputTokens: MAX_OUTPUT_TOKENS });
    for await (const event of model.stream(request)) events.push(event);
  } catch (error) {
    if (!isFault(error)) throw error;
    fault = error;
  }
  return {
    events,
    text: events.reduce(textAfter, ""),
    end: events.find((event) => event.type === "response-end"),
    fault,
    records: events.flatMap((event) => (event.type === "call-end" ? [event.call] : [])),
  };
}

/** Whether anything goes wrong with a model of the chain. */
const isSpoiled = (spoiled: Spoiled, model: number): boolean =>
  spoiled === "every call" || model === 0;

const startServer = (
  { row, spoiled }: Cell,
  model: number,
  watch: CallWatch,
): Promise<FakeProviderServer> =>
  startFakeProviderServer(
    (request, index) => {
      const whole = answerWhole(request);
      const isWell =
        !isSpoiled(spoiled, model) ||
        (spoiled === "the first call" && index > 0) ||
        (spoiled === "every call with the first key" && !hasFirstKey(request));
      return isWell ? whole : row.spoil(whole, watch.read);
    },
    { ollamaModels: ["toy:1b"] },
  );

const hasFirstKey = ({ headers }: ReceivedRequest): boolean =>
  Object.values(headers).some((value) => value?.includes(CLIENT_KEY) === true);
