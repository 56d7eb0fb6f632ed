import { randomUUID } from "node:crypto";

export interface Order {
  readonly id: string;
  readonly totalCents: number;
}

export interface Pool {
  query(text: string, values: readonly unknown[]): Promise<{ rows: Order[] }>;
}

export class OrderStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async insert(totalCents: number): Promise<Order | undefined> {
    const { rows } = await this.#pool.query(
      "INSERT INTO orders (id, total_cents) VALUES ($1, $2) RETURNING *",
      [randomUUID(), totalCents],
    );
    return rows[0];
  }

  async total(): Promise<number> {
    try {
      const { rows } = await this.#pool.query("SELECT * FROM orders", []);
      return rows.reduce((sum, row) => sum + row.totalCents, 0);
    } catch (error) {
      throw new Error("orders cannot be read", { cause: error });
    }
  }
}
