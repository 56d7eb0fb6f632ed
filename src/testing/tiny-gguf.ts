/** A model for the local engine that is made here. */

/** Tokens that fit into it. */
export const TINY_CONTEXT_TOKENS = 512;
const WIDTH = 64;
const FEED_FORWARD_WIDTH = 128;
const LAYERS = 2;
/** After three special tokens and 256 bytes. */
const FIRST_PRINTABLE = 259;

/**
 * A llama with random weights and a vocabulary of bytes, of about 500 KB.
 *
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function tinyGguf(): Buffer {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index));
  const tokens = [
    ...["<unk>", "<s>", "</s>"].map((text) => ({ text, type: 3 })),
    ...Array.from({ length: 256 }, (_, byte) => ({
      text: `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
      type: 6,
    })),
    ...[...printable, "\nz"].map((text) => ({ text: text.replace(" ", "▁"), type: 1 })),
  ];
  const template =
    "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}\n{% endfor %}{% if add_generation_prompt %}[assistant] {% endif %}";
  const fields = [
    field("general.architecture", text("llama")),
    field("llama.context_length", uint32(TINY_CONTEXT_TOKENS)),
    field("llama.embedding_length", uint32(WIDTH)),
    field("llama.block_count", uint32(LAYERS)),
    field("llama.feed_forward_length", uint32(FEED_FORWARD_WIDTH)),
    field("llama.attention.head_count", uint32(4)),
    field("llama.attention.layer_norm_rms_epsilon", float32(1e-5)),
    field("tokenizer.ggml.model", text("llama")),
    field("tokenizer.ggml.tokens", list(tokens.map((token) => text(token.text)))),
    field("tokenizer.ggml.scores", list(tokens.map((_, index) => float32(-index)))),
    field("tokenizer.ggml.token_type", list(tokens.map(({ type }) => int32(type)))),
    field("tokenizer.ggml.bos_token_id", uint32(1)),
    field("tokenizer.ggml.eos_token_id", uint32(2)),
    field("tokenizer.ggml.add_space_prefix", { type: 7, bytes: Buffer.of(0) }),
    field("tokenizer.chat_template", text(template)),
  ];
  const layer = (index: number): readonly Shape[] =>
    [
      ["attn_norm", WIDTH],
      ...["attn_q", "attn_k", "attn_v", "attn_output"].map((name) => [name, WIDTH, WIDTH] as const),
      ["ffn_norm", WIDTH],
      ...["ffn_gate", "ffn_up"].map((name) => [name, WIDTH, FEED_FORWARD_WIDTH] as const),
      ["ffn_down", FEED_FORWARD_WIDTH, WIDTH] as const,
    ].map(([name, ...sizes]) => [`blk.${index}.${name}`, ...(sizes as number[])] as const);
  const shapes: readonly Shape[] = [
    ["token_embd", WIDTH, tokens.length],
    ...Array.from({ length: LAYERS }, (_, index) => layer(index)).flat(),
    ["output_norm", WIDTH],
    ["output", WIDTH, tokens.length],
  ];
  const random = createRandom(42);
  let offset = 0;
  const tensors = shapes.map(([name, ...sizes]) => {
    const length = sizes.reduce((product, size) => product * size, 1);
    const isNorm = name.endsWith("norm");
    const values = Float32Array.from({ length }, () => (isNorm ? 1 : random() - 0.5));
    // It says printable characters only: its text can be read again, and it never ends by itself.
    if (name === "output") values.fill(0, 0, FIRST_PRINTABLE * WIDTH);
    const data = Buffer.from(values.buffer);
    const head = [
      string(`${name}.weight`),
      u32(sizes.length),
      ...sizes.map(u64),
      u32(0),
      u64(offset),
    ];
    offset += data.length;
    return { head: Buffer.concat(head), data };
  });
  const heads = Buffer.concat([
    ...[Buffer.from("GGUF"), u32(3), u64(tensors.length), u64(fields.length)],
    ...fields,
    ...tensors.map(({ head }) => head),
  ]);
  const padding = Buffer.alloc((32 - (heads.length % 32)) % 32);
  return Buffer.concat([heads, padding, ...tensors.map(({ data }) => data)]);
}

type Shape = readonly [name: string, ...sizes: number[]];
interface Value {
  readonly type: number;
  readonly bytes: Buffer;
}

const bytesOf = (size: number, write: (buffer: Buffer) => unknown): Buffer => {
  const buffer = Buffer.alloc(size);
  write(buffer);
  return buffer;
};
const u32 = (n: number): Buffer => bytesOf(4, (buffer) => buffer.writeUInt32LE(n));
const u64 = (n: number): Buffer => bytesOf(8, (buffer) => buffer.writeBigUInt64LE(BigInt(n)));
const string = (value: string): Buffer =>
  Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const uint32 = (n: number): Value => ({ type: 4, bytes: u32(n) });
const int32 = (n: number): Value => ({ type: 5, bytes: u32(n) });
const float32 = (n: number): Value => ({
  type: 6,
  bytes: bytesOf(4, (buffer) => buffer.writeFloatLE(n)),
});
const text = (value: string): Value => ({ type: 8, bytes: string(value) });
const list = (values: readonly Value[]): Value => ({
  type: 9,
  bytes: Buffer.concat([
    u32(values[0]!.type),
    u64(values.length),
    ...values.map(({ bytes }) => bytes),
  ]),
});
const field = (name: string, { type, bytes }: Value): Buffer =>
  Buffer.concat([string(name), u32(type), bytes]);

/** Numbers in `[0, 1)` from a seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
