/** What the fake provider server is told to answer. */

import type { TokenUsage } from "../../domain/model.ts";

/** An answer that streams, and what goes wrong with it. */
export interface TextAnswer {
  readonly kind: "text";
  /** One piece is one event on the wire. */
  readonly pieces: readonly string[];
  /** @default "stop" */
  readonly finish?: "stop" | "length" | "refusal" | undefined;
  /** @default { input: 11, output: 7, cached: 3, cacheWritten: 0, reasoning: 2 } */
  readonly usage?: TokenUsage | undefined;
  /** @default the model that was asked */
  readonly answeredBy?: string | undefined;
  /** @default nothing goes wrong */
  readonly fault?: StreamFault | undefined;
  /** Sends so many bytes at a time, cutting through events and characters. @default one event at a time */
  readonly chunkBytes?: number | undefined;
}

export interface StreamFault {
  /** How many pieces come before it. */
  readonly afterPieces: number;
  /**
   * `cut` destroys the socket, `end` ends the answer cleanly but too early, `stall` sends nothing more,
   * `bad-json` sends an event that is not JSON and goes on, `error` sends the provider's own error event, `pings`
   * sends nothing but signs of life for `PINGS.count` times `PINGS.pauseMs` and goes on.
   */
  readonly kind: "cut" | "end" | "stall" | "bad-json" | "error" | "pings";
  /** What it waits for, such as that the client has read the pieces. @default nothing */
  readonly after?: PromiseLike<unknown> | undefined;
}

/** How often, and how far apart. */
export const PINGS = { count: 4, pauseMs: 300 } as const;

export type FakeAnswer =
  | TextAnswer
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** Sent as JSON. */
      readonly body: unknown;
    }
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
  readonly usage: TokenUsage;
  readonly answeredBy: string;
}

/** An answer in one provider's format; each string is one or more whole events. */
export interface WireAnswer {
  readonly contentType: string;
  readonly start: string;
  readonly pieces: readonly string[];
  readonly end: string;
  readonly badJson: string;
  readonly error: string;
  /** A sign of life; empty in formats that have none. */
  readonly ping: string;
}

export type Wire = (answer: WholeAnswer) => WireAnswer;
