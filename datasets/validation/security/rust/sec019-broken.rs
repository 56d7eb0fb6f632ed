use jsonwebtoken::Validation;

fn read() -> Validation {
    let mut validation = Validation::default();
    validation.insecure_disable_signature_validation();
    validation
}
