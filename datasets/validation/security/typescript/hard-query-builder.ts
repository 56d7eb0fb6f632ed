const where = (name: string) => "name = '" + name + "'";
export const find = (db: any, name: string) => db.query(where(name));
