use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct Order {
    pub id: u64,
    pub total_cents: i64,
}

#[derive(Default)]
pub struct Orders {
    rows: HashMap<u64, Order>,
}

impl Orders {
    pub fn insert(&mut self, order: Order) -> Result<(), String> {
        if self.rows.contains_key(&order.id) {
            return Err(format!("order {} exists", order.id));
        }
        self.rows.insert(order.id, order);
        Ok(())
    }

    pub fn total(&self) -> i64 {
        self.rows.values().map(|order| order.total_cents).sum()
    }
}
