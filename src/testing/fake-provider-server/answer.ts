/** What the fake provider server is told to answer. */

import type { ReportedLimits } from "../../domain/model.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { ProviderError } from "./provider-errors.ts";

/** An answer that streams, and what goes wrong with it. */
export interface TextAnswer extends FakeHeaders {
  readonly kind: "text";
  /** One piece is one event on the wire. None is an empty answer. */
  readonly pieces: readonly string[];
  /** @default "stop" */
  readonly finish?: "stop" | "length" | "refusal" | undefined;
  /** `missing` tells none. @default { input: 11, output: 7, cached: 3, cacheWritten: 0, reasoning: 2 } */
  readonly usage?: TokenUsage | "missing" | undefined;
  /** @default the model that was asked */
  readonly answeredBy?: string | undefined;
  /** @default nothing goes wrong */
  readonly fault?: StreamFault | undefined;
  /** Sends so many bytes at a time, cutting through events and characters. @default one event at a time */
  readonly chunkBytes?: number | undefined;
  /** Waits so long after each chunk. @default 0 */
  readonly chunkPauseMs?: number | undefined;
}

/**
 * `cut` destroys the socket, `end` ends the answer cleanly but too early, `stall` sends nothing more: after so many
 * pieces, or after so many bytes of the body, wherever that is. An answer that is shorter is sent whole.
 *
 * `bad-json` sends an event that is not JSON and goes on, `error` sends the provider's own error event, `pings` sends
 * nothing but signs of life for `PINGS.count` times `PINGS.pauseMs` and goes on, `end-twice` sends the end again.
 */
export type StreamFault =
  | {
      readonly kind: "cut" | "end" | "stall" | "bad-json" | "error" | "pings" | "end-twice";
      /** How many pieces come before it. */
      readonly afterPieces: number;
      /** What it waits for, such as that the client has read the pieces. @default nothing */
      readonly after?: PromiseLike<unknown> | undefined;
      /** Which error an `error` is. @default "overloaded" */
      readonly error?: ProviderError | undefined;
    }
  | {
      readonly kind: "cut" | "end" | "stall";
      /** How many bytes of the body come before it. */
      readonly afterBytes: number;
      readonly after?: PromiseLike<unknown> | undefined;
    };

/** How often, and how far apart. */
export const PINGS = { count: 4, pauseMs: 300 } as const;

/** What any answer can tell in its headers. */
interface FakeHeaders {
  /** As they are. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What is left, in the provider's own headers. @default not told */
  readonly limits?: ReportedLimits | undefined;
  /** How long to wait, in one of the spellings there are. @default not told */
  readonly retryAfter?: { readonly ms: number; readonly as: "seconds" | "ms" | "date" } | undefined;
}

export type FakeAnswer =
  | TextAnswer
  /** An error, in the provider's own words and with its own status. */
  | (FakeHeaders & { readonly kind: "error"; readonly error: ProviderError })
  | (FakeHeaders & {
      readonly kind: "status";
      readonly status: number;
      /** Sent as JSON. */
      readonly body: unknown;
    })
  /** Whatever this is: a web page with status 200, half a JSON text. */
  | (FakeHeaders & {
      readonly kind: "raw";
      /** @default 200 */
      readonly status?: number | undefined;
      readonly contentType: string;
      readonly text: string;
    })
  /** An error whose message holds all that was received, headers and body. */
  | { readonly kind: "echo"; readonly status: number }
  /** The request is read and never answered. */
  | { readonly kind: "silence" }
  /** The connection is destroyed before anything is answered. */
  | { readonly kind: "reset" };

/** A text answer with nothing left open: what a wire writes. */
export interface WholeAnswer {
  readonly pieces: readonly string[];
  readonly finish: "stop" | "length" | "refusal";
  /** `undefined` tells none. */
  readonly usage: TokenUsage | undefined;
  readonly answeredBy: string;
}

/** An answer in one provider's format; each string is one or more whole events. */
export interface WireAnswer {
  readonly contentType: string;
  readonly start: string;
  readonly pieces: readonly string[];
  readonly end: string;
  readonly badJson: string;
  readonly error: (error: ProviderError) => string;
  /** A sign of life; empty in formats that have none. */
  readonly ping: string;
}

export type Wire = (answer: WholeAnswer) => WireAnswer;
