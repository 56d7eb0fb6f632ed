/** The labelling page's routes: what is shown, and what is answered. */

import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { z } from "zod";
import { type Fault, isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { LabelSession } from "../../training/feedback/label-session.ts";
import { toLabelView } from "../../training/feedback/label-view.ts";
import { type GuardOptions, guardRequests } from "./guard-requests.ts";

export interface LabelAppOptions extends GuardOptions {
  /** The page, its script and its style, by the ends of their names. */
  readonly assets: readonly SourceText[];
  /** Who labels. */
  readonly by: string | undefined;
  /** The person is done. */
  readonly onEnd: () => void;
  /** Hears of what is wrong with this machine, or with us. */
  readonly onTrouble: (message: string) => void;
}

/** An edit is a source file. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

const shown = z.strictObject({ runId: z.string(), attempt: z.int().positive() });
const words = { reason: z.string().optional(), note: z.string().optional() };
const answer = z.discriminatedUnion("opinion", [
  shown.extend({ opinion: z.enum(["accept", "reject"]), ...words }),
  shown.extend({ opinion: z.literal("edit"), code: z.string(), ...words }),
]);

type App = Hono<{ Bindings: HttpBindings }>;

export function createLabelApp(session: LabelSession, options: LabelAppOptions): App {
  const app: App = new Hono();
  app.use(guardRequests(options));
  app.use(refuseLarge);
  serveAssets(app, options.assets);

  const state = async () => {
    const judged = await session.current();
    return {
      shown: judged === undefined ? null : toLabelView(judged),
      count: session.count(),
      by: options.by ?? null,
    };
  };
  app.get("/api/state", async (context) => context.json(await state()));
  app.post("/api/label", async (context) => {
    const { runId, attempt, ...said } = await readBody(context, answer);
    const { reason, note } = said;
    const { feedback, verdict } = await session.label(
      { runId, attempt },
      { ...said, reason, note },
    );
    const problem = verdict?.diagnostics.find(({ severity }) => severity === "error")?.message;
    const kept = { opinion: feedback.opinion, edit: feedback.edit?.verdict, problem };
    return context.json({ kept, ...(await state()) });
  });
  app.post("/api/skip", async (context) => {
    await session.skip(await readBody(context, shown));
    return context.json(await state());
  });
  app.post("/api/undo", async (context) => {
    await readBody(context, z.strictObject({}));
    const isUndone = await session.undo();
    return context.json({ isUndone, ...(await state()) });
  });
  app.post("/api/end", async (context) => {
    await readBody(context, z.strictObject({}));
    // Whoever closes the server now must not cut off this answer.
    context.env.outgoing.once("close", options.onEnd);
    return context.json({});
  });
  app.notFound((context) => context.text("There is no such page\n", 404));
  app.onError((error, context) => {
    if (error instanceof BadRequest) return refuse(context, error);
    if (isFault(error)) return tellFault(error, context, options);
    options.onTrouble(error.stack ?? error.message);
    return refuse(context, { status: 500, message: "Cannot go on: this is a bug in specwright" });
  });
  return app;
}

const TYPES: Readonly<Record<string, string>> = {
  "page.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "draw.js": "text/javascript; charset=utf-8",
};

function serveAssets(app: App, assets: readonly SourceText[]): void {
  for (const [name, type] of Object.entries(TYPES)) {
    const text = assets.find(({ path }) => path.endsWith(`/${name}`))?.text;
    if (text === undefined) throw new TypeError(`Cannot serve the page: ${name} is missing`);
    app.get(name === "page.html" ? "/" : `/${name}`, (context) =>
      context.body(text, 200, { "content-type": type }),
    );
  }
}

/** By what the request says of itself, before any of it is read; the server holds it to that. */
const refuseLarge: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const isSaid = req.header("content-length") !== undefined;
  if (req.method === "POST" && !isSaid)
    return refuse(context, { status: 411, message: "Cannot take an answer of unknown length" });
  if (Number(req.header("content-length") ?? 0) <= MAX_BODY_BYTES) return next();
  const message = `Cannot take the answer: it is larger than ${MAX_BODY_BYTES} bytes`;
  return refuse(context, { status: 413, message });
};

class BadRequest extends Error {
  readonly status: 400 | 415;
  constructor(status: BadRequest["status"], message: string) {
    super(message);
    this.status = status;
  }
}

async function readBody<T>({ req }: Context, schema: z.ZodType<T>): Promise<T> {
  // A form of another page can send text, and this type it cannot.
  if (!/^application\/json\b/.test(req.header("content-type") ?? ""))
    throw new BadRequest(415, "Cannot read the answer: it is not sent as JSON");
  const read = schema.safeParse(await req.json().catch(() => undefined));
  if (read.success) return read.data;
  throw new BadRequest(400, "Cannot read the answer: it is no JSON of the right shape");
}

interface Refusal {
  readonly status: 400 | 409 | 411 | 413 | 415 | 422 | 500;
  readonly message: string;
  readonly help?: string | undefined;
}

const refuse = (context: Context, { status, message, help }: Refusal): Response =>
  context.json({ message, help: help ?? null }, status);

/** The person's mistake is told to the person; what is wrong with the machine also where it was started. */
function tellFault(
  { code, message, help, details }: Fault,
  context: Context,
  { onTrouble }: LabelAppOptions,
): Response {
  if (details["isStale"] === true) return refuse(context, { status: 409, message, help });
  if (code === "usage/invalid") return refuse(context, { status: 422, message, help });
  onTrouble(message);
  return refuse(context, { status: 500, message, help });
}
