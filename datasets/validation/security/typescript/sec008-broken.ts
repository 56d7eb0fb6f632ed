export async function find(db: any, name: string): Promise<void> {
  await db.query(`SELECT * FROM users WHERE name = '${name}'`);
  await db.execute("DELETE FROM users WHERE name = '" + name + "'");
  const sql = `UPDATE users SET name = '${name}'`;
  await db.raw(sql);
}
