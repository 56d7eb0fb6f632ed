/** A report as sections of sentences and tables: written down once, shown as text, Markdown and a page. */

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  readonly titles: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** `title` stands before its sentences. */
  | { readonly kind: "list"; readonly title: string; readonly items: readonly string[] }
  | Table
  /** Shown where there are pictures; a table says the same. */
  | { readonly kind: "chart"; readonly chart: "costs" | "sensitivity" };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}
