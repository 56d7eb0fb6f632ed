import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import { toFault } from "./to-fault.ts";

const call = {
  id: "toy/model",
  keyVariable: "TOY_KEY",
  hideSecrets: (text: string) => text.replaceAll("hush", "[secret]"),
  partialText: "so far",
  usage: undefined,
};

const errorWith = (fields: object, message = "") => Object.assign(new Error(message), fields);

describe("toFault()", () => {
  test("says who was asked, what it means, and what the provider said", () => {
    const error = errorWith({ statusCode: 401, responseBody: '{"error":{"message":"bad hush"}}' });

    const fault = toFault(error, call);

    expect(fault).not.toHaveProperty("cause");
    expect(fault).toMatchObject({
      code: "model/unauthorized",
      message: 'Cannot ask "toy/model": the provider refused the key (401: "bad [secret]")',
      help: "Check the key in TOY_KEY",
      details: { status: 401, partialText: "so far" },
    });
  });

  test("keeps nothing of the error's fields and causes", () => {
    const cause = errorWith({ requestBodyValues: { prompt: "private" } }, "inner");
    const error = errorWith(
      { statusCode: 500, requestBodyValues: { key: "private" }, cause },
      "outer",
    );

    expect(inspect(toFault(error, call), { depth: 20, showHidden: true })).not.toContain("private");
  });

  test("hides secrets in the text so far", () => {
    const fault = toFault(errorWith({ statusCode: 500 }), { ...call, partialText: "a hush b" });

    expect(fault.details["partialText"]).toBe("a [secret] b");
  });

  test("hands on the tokens that were reported", () => {
    const usage = { input: 1, output: 2, cached: 0, cacheWritten: 0, reasoning: 0 };

    expect(toFault(errorWith({}), { ...call, usage }).details["usage"]).toEqual(usage);
  });

  test("adds what had come to a fault that is one already", () => {
    const fault = new Fault("model/timeout", "Cannot wait", { help: "Wait", details: { ms: 1 } });

    expect(toFault(fault, call)).toMatchObject({
      code: "model/timeout",
      message: "Cannot wait",
      help: "Wait",
      details: { ms: 1, partialText: "so far" },
    });
  });

  test("makes one short line of what the provider said, without control characters", () => {
    const message = `\u001b[31mred\u202e\n${"x".repeat(1000)}`;

    const { message: shown } = toFault(errorWith({ statusCode: 400 }, message), call);

    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown.length).toBeLessThan(400);
  });

  test.each([
    ["the body's error", '{"error":{"message":"its words"}}'],
    ["the body's error as text", '{"error":"its words"}'],
    ["the body's detail", '{"detail":"its words"}'],
    ["the body itself", '{"object":"error","message":"its words"}'],
  ])("reads the provider's words from %s, before the client's", (_, responseBody) => {
    const error = errorWith({ statusCode: 400, responseBody }, "Bad Request");

    expect(toFault(error, call).message).toContain('(400: "its words")');
  });

  test.each([
    // Errors that come in a stream, after a status of 200.
    [{ type: "overloaded_error", message: "" }, "model/overloaded"],
    [{ type: "rate_limit_error", message: "" }, "model/rate-limited"],
    [{ code: 429, message: "" }, "model/rate-limited"],
    [{ code: "502", message: "" }, "model/unavailable"],
    [{ code: "insufficient_quota", message: "" }, "model/quota"],
    [{ code: "context_length_exceeded", message: "" }, "model/context-too-long"],
    [{ type: "invalid_request_error", message: "" }, "model/bad-request"],
    [{ type: "server_error", message: "" }, "model/unavailable"],
    [{ type: "authentication_error", message: "" }, "model/unauthorized"],
    ["words alone", "model/malformed-response"],
    [undefined, "model/malformed-response"],
    // Connections.
    [new TypeError("terminated"), "model/unavailable"],
    [errorWith({ name: "AI_APICallError", statusCode: undefined }), "model/unavailable"],
    [errorWith({ cause: errorWith({ code: "ECONNRESET" }) }), "model/unavailable"],
    [
      errorWith({ statusCode: 200, cause: errorWith({ code: "UND_ERR_SOCKET" }) }),
      "model/unavailable",
    ],
    [errorWith({ cause: errorWith({ code: "UND_ERR_HEADERS_TIMEOUT" }) }), "model/timeout"],
    [errorWith({ cause: errorWith({ code: "UND_ERR_CONNECT_TIMEOUT" }) }), "model/unavailable"],
    // Streams that just stop.
    [errorWith({ type: "stream_truncated" }, "no end came"), "model/truncated"],
    [new Error("Response stream ended without a finish reason."), "model/truncated"],
    // Content: with the status that the provider chose, or one that the client made up.
    [errorWith({ statusCode: 400, code: "content_filter" }), "model/refused"],
    [errorWith({ statusCode: 500, code: "content_policy_violation" }), "model/refused"],
    [
      errorWith({ statusCode: 400, innererror: { code: "ResponsibleAIPolicyViolation" } }),
      "model/refused",
    ],
    [errorWith({ statusCode: 400 }, "Output blocked by content filtering policy"), "model/refused"],
    [errorWith({ statusCode: 403 }, "not your organization"), "model/unauthorized"],
    [
      errorWith({ statusCode: 400 }, "input length and `max_tokens` exceed context limit: 9 > 8"),
      "model/context-too-long",
    ],
    [errorWith({ statusCode: 503 }, "server busy, please try again"), "model/overloaded"],
    // A prompt that is quoted back must not decide.
    [
      errorWith({ statusCode: 400 }, `no such field${" ".repeat(300)}context window`),
      "model/bad-request",
    ],
  ])("makes of %o a %s", (error, code) => {
    expect(toFault(error, call).code).toBe(code);
  });

  test.each([
    errorWith({ code: "ECONNREFUSED" }),
    errorWith({ code: "ENOTFOUND" }),
    errorWith({ code: "EAI_AGAIN" }),
    errorWith({ code: "EHOSTUNREACH", syscall: "connect" }),
    errorWith({ code: "UND_ERR_CONNECT_TIMEOUT" }),
    errorWith({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
    errorWith({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }),
    errorWith({ code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
    errorWith({ code: "ERR_SSL_WRONG_VERSION_NUMBER" }),
    errorWith(
      { code: "ECONNRESET" },
      "Client network socket disconnected before secure TLS connection was established",
    ),
    errorWith({ code: "ETIMEDOUT", errors: [errorWith({ syscall: "connect" })] }),
  ])("says that nothing was sent where there was no connection: %o", (cause) => {
    const error = Object.assign(new TypeError("fetch failed"), { cause });

    expect(toFault(error, call)).toMatchObject({
      code: "model/unavailable",
      details: { notSent: true },
    });
  });

  test.each([
    errorWith({ code: "ECONNRESET", syscall: "read" }),
    errorWith({ code: "EPIPE", syscall: "write" }),
    errorWith({ code: "UND_ERR_SOCKET" }),
    errorWith({ code: "EHOSTUNREACH", syscall: "read" }),
  ])("does not say so where a connection broke: %o", (cause) => {
    const error = Object.assign(new TypeError("fetch failed"), { cause });

    expect(toFault(error, call).details).not.toHaveProperty("notSent");
  });

  test("hands on what is left, from the error's headers or from the stream's", () => {
    const responseHeaders = { "X-RateLimit-Remaining-Requests": "0" };
    const requests = { limit: undefined, remaining: 0, resetsInMs: undefined };
    const limits = { requests: undefined, tokens: { ...requests, remaining: 9 } };

    expect(toFault(errorWith({ responseHeaders }), call).details["limits"]).toEqual({
      requests,
      tokens: undefined,
    });
    expect(toFault(errorWith({}), { ...call, limits }).details["limits"]).toEqual(limits);
  });

  test("tells no status of an error in a stream, where clients make one up", () => {
    const { details } = toFault(errorWith({ statusCode: 503 }), { ...call, isAnswering: true });

    expect(details).not.toHaveProperty("status");
  });

  test("follows causes that go in a circle only once", () => {
    const error = errorWith({});
    error.cause = error;

    expect(toFault(error, call).code).toBe("model/malformed-response");
  });
});
