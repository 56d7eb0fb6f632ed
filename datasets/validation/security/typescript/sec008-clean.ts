const TABLE = "orders";
export async function find(db: any, sql: any, name: string): Promise<string> {
  await db.query("SELECT * FROM users WHERE name = $1", [name]);
  await db.query(`SELECT * FROM ${TABLE} WHERE name = $1`, [name]);
  await sql`SELECT * FROM users WHERE name = ${name}`;
  // db.query(`SELECT * FROM users WHERE name = '${name}'`)
  return `Select ${name} from the list`;
}
